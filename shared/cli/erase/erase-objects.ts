import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createGzip } from 'node:zlib';
import { unzipSync } from 'fflate';
import { manifestName, readManifestName } from '../../domain/fleet/object-names.ts';
import type { NameEraser } from '../../domain/privacy/name-eraser.ts';
import type { ObjectStore } from '../../ports/objects.ts';

/** Bytes of an object held back, so that a name that stands across two chunks is seen whole. */
const heldBack = 4096;
const image = /\.(jpe?g|png|webp)$/i;

export interface ErasedObjects {
  /** Rewritten without the names. */
  readonly rewritten: number;
  /** Deleted: what cannot be rewritten and can be made again. */
  readonly deleted: number;
}

/**
 * Takes the names out of a bucket's objects: texts, packed ones too, are rewritten. Excel files that hold one are deleted, an
 * export can be made again. So is the whole kept answer of a fleet window, whose manifest names each page's sum: what is in
 * the warehouse stays, only `fleet --from-raw` has nothing to go by any more.
 */
export async function eraseObjects(
  objects: ObjectStore,
  bucket: string,
  eraser: NameEraser,
  write: boolean,
): Promise<ErasedObjects> {
  let [rewritten, deleted] = [0, 0];
  const names: string[] = [];
  for await (const { name } of objects.list(bucket, '')) if (!image.test(name)) names.push(name);
  const windows = new Set<string>();
  for (const name of names) {
    if (/\.xlsx$/i.test(name)) {
      if (!(await workbookHolds(objects.read(bucket, name), eraser))) continue;
      deleted += 1;
      if (write) await objects.delete(bucket, name);
    } else if (await textHolds(unpacked(objects, bucket, name), eraser)) {
      const window = windowOf(name, names);
      if (window !== undefined) windows.add(window);
      else {
        rewritten += 1;
        if (write) await rewrite(objects, bucket, name, eraser);
      }
    }
  }
  for (const window of windows) {
    // The manifest goes first: without it the window's answers count for nothing.
    const pages = names.filter((name) => name.startsWith(`${window}/`) && name !== manifestName(window));
    deleted += pages.length + 1;
    if (write) for (const name of [manifestName(window), ...pages]) await objects.delete(bucket, name);
  }
  return { rewritten, deleted };
}

/** The folder of the fleet window that an object belongs to. */
function windowOf(name: string, names: readonly string[]): string | undefined {
  const folder = /^.*\/dt=\d{4}-\d\d-\d\d\/g\d+(?=\/)/.exec(name)?.[0];
  if (folder === undefined) return undefined;
  const manifest = manifestName(folder);
  return names.includes(manifest) && readManifestName(manifest) !== undefined ? folder : undefined;
}

async function textHolds(bytes: AsyncIterable<Uint8Array>, eraser: NameEraser): Promise<boolean> {
  for await (const { count } of erasedPieces(bytes, eraser)) if (count > 0) return true;
  return false;
}

async function workbookHolds(bytes: AsyncIterable<Uint8Array>, eraser: NameEraser): Promise<boolean> {
  const parts = unzipSync(new Uint8Array(await buffer(Readable.from(bytes))), {
    filter: ({ name }) => name.endsWith('.xml'),
  });
  return Object.values(parts).some((part) => eraser.eraseBytes(Buffer.from(part).toString('latin1')).count > 0);
}

async function rewrite(objects: ObjectStore, bucket: string, name: string, eraser: NameEraser): Promise<void> {
  const plain = Readable.from(latin1Bytes(erasedPieces(unpacked(objects, bucket, name), eraser)));
  await objects.write(bucket, name, name.endsWith('.gz') ? plain.pipe(createGzip()) : plain);
}

function unpacked(objects: ObjectStore, bucket: string, name: string): AsyncIterable<Uint8Array> {
  const stored = objects.read(bucket, name);
  return name.endsWith('.gz') ? Readable.from(stored, { objectMode: false }).pipe(createGunzip()) : stored;
}

/** The object's bytes as latin1, piece by piece, without the names. */
async function* erasedPieces(bytes: AsyncIterable<Uint8Array>, eraser: NameEraser) {
  let kept = '';
  for await (const chunk of bytes) {
    const erased = eraser.eraseBytes(kept + Buffer.from(chunk).toString('latin1'));
    const cut = Math.max(0, erased.text.length - heldBack);
    kept = erased.text.slice(cut);
    yield { text: erased.text.slice(0, cut), count: erased.count };
  }
  yield eraser.eraseBytes(kept);
}

async function* latin1Bytes(pieces: AsyncIterable<{ readonly text: string }>): AsyncGenerator<Uint8Array> {
  for await (const { text } of pieces) yield Buffer.from(text, 'latin1');
}
