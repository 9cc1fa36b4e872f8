import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareUtf8 } from '../../../../shared/domain/compare-utf8.ts';
import { Refusal } from '../http-double.ts';
import { createCrc32c } from './crc32c.ts';

export interface StoredObject {
  readonly name: string;
  readonly bytes: number;
  readonly generation: number;
  readonly updated: string;
  readonly md5Hash: string;
  readonly crc32c: string;
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The file that holds its bytes. */
  readonly path: string;
}

/** What the client says of an object that it uploads. */
export interface ObjectFacts {
  readonly contentType?: string;
  readonly md5Hash?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Buckets and their objects, with the rules of Cloud Storage for names, generations and checksums. */
export class StoredObjects {
  readonly #folder: string;
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  #generation = 1_790_000_000_000_000;

  constructor(folder: string) {
    this.#folder = folder;
  }

  makeBucket(bucket: string): void {
    if (!this.#buckets.has(bucket)) this.#buckets.set(bucket, new Map());
  }

  newFile(): string {
    return join(this.#folder, randomUUID());
  }

  bucket(name: string): Map<string, StoredObject> {
    const found = this.#buckets.get(name);
    if (found === undefined) throw new Refusal(404, 'notFound', 'The specified bucket does not exist.');
    return found;
  }

  get(bucket: string, name: string, generation?: string | null): StoredObject {
    const found = this.bucket(bucket).get(name);
    if (found === undefined || (generation && Number(generation) !== found.generation))
      throw new Refusal(404, 'notFound', `No such object: ${bucket}/${name}`);
    return found;
  }

  list(bucket: string, prefix: string): StoredObject[] {
    const all = [...this.bucket(bucket).values()].filter(({ name }) => name.startsWith(prefix));
    return all.sort((one, two) => compareUtf8(one.name, two.name));
  }

  /** Source: https://cloud.google.com/storage/docs/request-preconditions */
  checkGeneration(bucket: string, name: string, ifGenerationMatch: string | null): void {
    if (ifGenerationMatch === null) return;
    if (Number(ifGenerationMatch) !== (this.bucket(bucket).get(name)?.generation ?? 0))
      throw new Refusal(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.');
  }

  /** The object is there from one moment to the next, when its bytes agree with what the client said of them. */
  async put(
    bucket: string,
    name: string,
    path: string,
    facts: ObjectFacts,
    ifGenerationMatch: string | null,
  ): Promise<StoredObject> {
    checkObjectName(name);
    const md5 = createHash('md5');
    const crc32c = createCrc32c();
    let bytes = 0;
    for await (const chunk of createReadStream(path)) {
      bytes += chunk.byteLength;
      md5.update(chunk);
      crc32c.update(chunk);
    }
    const md5Hash = md5.digest('base64');
    if (facts.md5Hash !== undefined && facts.md5Hash !== md5Hash)
      throw new Refusal(400, 'invalid', `Provided MD5 hash "${facts.md5Hash}" doesn't match calculated "${md5Hash}".`);
    this.checkGeneration(bucket, name, ifGenerationMatch);
    const stored: StoredObject = {
      name,
      bytes,
      generation: ++this.#generation,
      updated: new Date().toISOString(),
      md5Hash,
      crc32c: crc32c.digest(),
      contentType: facts.contentType ?? 'application/octet-stream',
      ...(facts.metadata === undefined ? {} : { metadata: facts.metadata }),
      path,
    };
    const former = this.bucket(bucket).get(name);
    this.bucket(bucket).set(name, stored);
    if (former !== undefined) await rm(former.path);
    return stored;
  }

  async copy(source: StoredObject, bucket: string, name: string): Promise<StoredObject> {
    const path = this.newFile();
    await copyFile(source.path, path);
    return this.put(bucket, name, path, source, null);
  }

  async delete(bucket: string, name: string): Promise<void> {
    const { path } = this.get(bucket, name);
    this.bucket(bucket).delete(name);
    await rm(path);
  }
}

/** Source: https://cloud.google.com/storage/docs/objects#naming */
function checkObjectName(name: string): void {
  const isBad =
    name === '' ||
    name === '.' ||
    name === '..' ||
    Buffer.byteLength(name) > 1024 ||
    !name.isWellFormed() ||
    /[\r\n]/.test(name) ||
    name.startsWith('.well-known/acme-challenge/');
  if (isBad) throw new Refusal(400, 'invalid', `Invalid object name ${JSON.stringify(name.slice(0, 40))}`);
}
