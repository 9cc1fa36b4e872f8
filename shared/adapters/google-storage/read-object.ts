import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bucket } from '@google-cloud/storage';
import { type Download, openDownload } from './open-download.ts';
import { statusOf } from './storage-failures.ts';

/** How often in a row a download may fail without a single byte more. */
const maxTries = 5;
const firstPauseMs = 250;

/**
 * The object's bytes, as they are stored. A connection that breaks is taken up again where it broke, in the same
 * generation, so that the bytes are always those of one write; at the end their MD5 is compared.
 */
export async function* readObject(bucket: Bucket, name: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('md5');
  let facts: Download['facts'] | undefined;
  let received = 0;
  let tries = 0;
  do {
    if (tries > 0) await delay(firstPauseMs * 2 ** tries * (0.5 + Math.random() / 2));
    tries++;
    const stop = new AbortController();
    try {
      const from = { generation: facts?.generation, received, signal: stop.signal };
      const download = await openDownload(bucket, name, from);
      facts ??= download.facts;
      for await (const chunk of download.chunks) {
        received += chunk.byteLength;
        tries = 0;
        hash.update(chunk);
        yield chunk;
      }
      facts = { ...facts, bytes: facts.bytes ?? received };
    } catch (error) {
      if (facts !== undefined && statusOf(error) === 404)
        throw new Error(`${bucket.name}/${name} was replaced or deleted while it was read`, { cause: error });
      const canGoOn = received === 0 || facts?.bytes !== undefined;
      if (!mayPass(error) || !canGoOn || tries >= maxTries) throw error;
    } finally {
      // Also when the reader has had enough: the rest is not sent for nothing.
      stop.abort();
    }
  } while (facts === undefined || received !== facts.bytes);
  const md5 = hash.digest('base64');
  if (facts.md5 !== undefined && facts.md5 !== md5)
    throw new Error(
      `${bucket.name}/${name}: its bytes were changed on their way, their MD5 is ${md5}, not ${facts.md5}`,
    );
}

function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status === 408 || status === 429 || status >= 500;
}
