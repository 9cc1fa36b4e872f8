import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createImageInspector, type ImageVerdict } from '../../shared/domain/images/inspect-image.ts';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { Photo, RefusedPhoto } from '../../shared/domain/interventions/intervention.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { PhotoCandidate } from '../../shared/ports/portal.ts';

const triesPerVisit = 3;
const firstPauseMilliseconds = 200;
const maxBytes = 50 * 1024 * 1024;

class NotAnImageError extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Streams one photo into the bucket, under a name that its place in the record determines, so that a redelivery writes
 * over it. Bytes that are no whole image are asked for again a few times, then refused; nothing of them is kept.
 */
export async function keepPhoto(
  candidate: PhotoCandidate,
  reference: string,
  { objects, bucket }: { readonly objects: ObjectStore; readonly bucket: string },
): Promise<Photo | RefusedPhoto> {
  const { index, source } = candidate;
  for (let tries = 1; ; tries += 1) {
    try {
      const kept = await storeImage(await candidate.open(), `${documentId(reference)}/image_${index}`, objects, bucket);
      // The answer's headers may have told its name: it is known only now.
      return { index, source, sourceName: candidate.name, ...kept, name: null, deliveredAt: null };
    } catch (error) {
      if (!(error instanceof NotAnImageError)) throw error;
      if (tries === triesPerVisit) return { index, source, sourceName: candidate.name, reason: error.reason };
      await sleep(firstPauseMilliseconds * 2 ** (tries - 1));
    }
  }
}

async function storeImage(body: AsyncIterable<Uint8Array>, baseName: string, objects: ObjectStore, bucket: string) {
  const inspector = createImageInspector({ maxBytes });
  const hash = createHash('sha256');
  const chunks = body[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];

  async function nextChunk(): Promise<Uint8Array | undefined> {
    const { done, value } = await chunks.next();
    if (done === true) return undefined;
    inspector.push(value);
    hash.update(value);
    return value;
  }

  // The object's extension follows the bytes, so its name is known only after the first of them.
  while (inspector.head() === undefined) {
    const chunk = await nextChunk();
    if (chunk === undefined) break;
    head.push(chunk);
  }
  const mime = inspector.head();
  if (mime === undefined) throw new NotAnImageError(refusalOf(inspector.finish()));
  const objectName = `${baseName}.${mime.slice('image/'.length).replace('jpeg', 'jpg')}`;

  let verdict: ImageVerdict | undefined;
  await objects.write(bucket, objectName, wholeImage(), { contentType: mime });
  const { bytes, width, height } = verdict?.accepted === true ? verdict : { bytes: 0, width: 0, height: 0 };
  return { sha256: hash.digest('hex'), bytes, mime, width, height, objectName };

  /** Ends with an error when the bytes are no whole image: the store then keeps nothing. */
  async function* wholeImage(): AsyncGenerator<Uint8Array> {
    yield* head;
    for (let chunk = await nextChunk(); chunk !== undefined; chunk = await nextChunk()) yield chunk;
    verdict = inspector.finish();
    if (!verdict.accepted) throw new NotAnImageError(verdict.reason);
  }
}

function refusalOf(verdict: ImageVerdict): string {
  return verdict.accepted ? 'format inconnu' : verdict.reason;
}
