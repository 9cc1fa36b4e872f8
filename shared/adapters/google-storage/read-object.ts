import { createHash, type Hash } from 'node:crypto';
import type { Bucket } from '@google-cloud/storage';
import { statusOf } from './storage-failures.ts';

const maxTries = 4;

/**
 * The object's bytes, as they are stored. A connection that breaks is taken up again where it broke, in the same
 * generation, so that the bytes are always those of one write; at the end their MD5 is compared.
 */
export async function* readObject(bucket: Bucket, name: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('md5');
  let facts: ObjectFacts | undefined;
  let received = 0;
  for (let tries = 1; ; tries++) {
    try {
      const file = bucket.file(name, facts?.generation === undefined ? {} : { generation: facts.generation });
      const stream = file.createReadStream({
        decompress: false,
        validation: false,
        ...(received > 0 ? { start: received } : {}),
      });
      stream.once('response', ({ headers }: { headers: Readonly<Record<string, string>> }) => {
        facts ??= readFacts(headers);
      });
      for await (const chunk of stream) {
        received += chunk.byteLength;
        hash.update(chunk);
        yield chunk;
      }
      if (facts?.bytes !== undefined && received < facts.bytes) throw new Error(`it ended after ${received} bytes`);
      return compare(hash, facts);
    } catch (error) {
      if (facts?.bytes === received) return compare(hash, facts);
      if (facts === undefined || statusOf(error) !== undefined || tries === maxTries) throw error;
    }
  }
}

interface ObjectFacts {
  readonly generation?: string;
  readonly bytes?: number;
  readonly md5?: string;
}

function readFacts(headers: Readonly<Record<string, string>>): ObjectFacts {
  const generation = headers['x-goog-generation'];
  const bytes = headers['x-goog-stored-content-length'];
  const md5 = /md5=([\w+/=]+)/.exec(headers['x-goog-hash'] ?? '')?.[1];
  return {
    ...(generation === undefined ? {} : { generation }),
    ...(bytes === undefined ? {} : { bytes: Number(bytes) }),
    ...(md5 === undefined ? {} : { md5 }),
  };
}

function compare(hash: Hash, facts: ObjectFacts | undefined): void {
  const found = hash.digest('base64');
  if (facts?.md5 !== undefined && facts.md5 !== found) throw new Error(`its MD5 is ${found}, not ${facts.md5}`);
}
