import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Bucket } from '@google-cloud/storage';
import { withDeadline } from '../../ports/with-deadline.ts';

/** A connection that says nothing for so long is given up. */
const silenceSeconds = 60;

export interface Download {
  readonly facts: {
    readonly generation: string | undefined;
    /** Unknown when the service unpacks what is stored. */
    readonly bytes: number | undefined;
    readonly md5: string | undefined;
  };
  readonly chunks: AsyncIterable<Uint8Array>;
}

interface DownloadOptions {
  readonly generation: string | undefined;
  /** How many bytes are here already. */
  readonly received: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for the object's bytes by the client's own sign-in: its download stream neither ends the connection when the
 * reader does nor notices that it has fallen silent. @throws an error with the answer's status as `code`.
 */
export async function openDownload(bucket: Bucket, name: string, options: DownloadOptions): Promise<Download> {
  const { apiEndpoint, authClient } = bucket.storage;
  const { generation, received, signal } = options;
  const what = `${bucket.name}/${name}`;
  const asked = authClient.request<Readable>({
    url: `${apiEndpoint}/storage/v1/b/${bucket.name}/o/${encodeURIComponent(name)}`,
    params: { alt: 'media', ...(generation === undefined ? {} : { generation }) },
    headers: received > 0 ? { range: `bytes=${received}-` } : {},
    responseType: 'stream',
    signal,
    retry: false,
    validateStatus: () => true,
  });
  const { status, headers, data } = await withDeadline(asked, silenceSeconds, what);
  if (status >= 300)
    throw Object.assign(new Error(await withDeadline(text(data), silenceSeconds, what)), { code: status });
  const isUnpacked = headers.get('content-encoding') !== null;
  const bytes = headers.get('x-goog-stored-content-length');
  const md5 = /md5=([\w+/=]+)/.exec(headers.get('x-goog-hash') ?? '')?.[1];
  return {
    facts: {
      generation: headers.get('x-goog-generation') ?? undefined,
      bytes: bytes === null || isUnpacked ? undefined : Number(bytes),
      md5: isUnpacked ? undefined : md5,
    },
    chunks: patiently(data, what),
  };
}

async function* patiently(chunks: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (;;) {
    const next = await withDeadline(iterator.next(), silenceSeconds, what);
    if (next.done) return;
    yield next.value;
  }
}
