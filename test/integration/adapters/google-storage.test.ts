import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createGoogleObjects } from '../../../shared/adapters/google-storage/google-objects.ts';
import { createSignedUrls } from '../../../shared/adapters/google-storage/signed-url.ts';
import { AlreadyExistsError, NotFoundError, PermanentError } from '../../../shared/ports/failures.ts';
import type { ObjectStore } from '../../../shared/ports/objects.ts';
import type { HttpDouble } from '../../contract/doubles/http-double.ts';
import { startMetadataDouble } from '../../contract/doubles/metadata-double.ts';
import { type StorageDouble, startStorageDouble } from '../../contract/doubles/storage/storage-double.ts';
import { testClient } from '../../contract/doubles/test-client.ts';
import { until } from '../../contract/until.ts';

describe('Cloud Storage when things go wrong', () => {
  let metadata: HttpDouble;
  let double: StorageDouble;
  let store: ObjectStore;
  const large = randomBytes(9 * 1024 * 1024);
  const upload = /\/upload\/.*upload_id=/;

  before(async () => {
    metadata = await startMetadataDouble();
    double = await startStorageDouble();
    double.makeBucket('acme-photos');
    store = createGoogleObjects({ bucketPrefix: 'acme-', client: testClient(double) });
  });
  beforeEach(() => {
    double.faults.length = 0;
    double.requests.length = 0;
  });
  after(async () => {
    await double.close();
    await metadata.close();
  });
  async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = [];
    for await (const item of items) found.push(item);
    return found;
  }
  const read = (name: string) => buffer(store.read('photos', name));
  async function* inPieces(bytes: Buffer) {
    for (let at = 0; at < bytes.length; at += 300_000) yield bytes.subarray(at, at + 300_000);
  }
  /** Nobody waits any more for an answer that nobody wants. */
  const allIsQuiet = () => until(() => double.busy() === 0, 5000, 'no request is under way');

  it('repeats what the service was too busy for', async () => {
    await store.write('photos', 'busy', 'kept');
    for (const matches of [
      /^GET .*alt=media/,
      /^GET .*o\/busy(?!.*alt=)/,
      /^GET .*prefix/,
      /^POST .*rewriteTo/,
      /^POST \/upload/,
      /^DELETE/,
    ])
      double.faults.push({ matches, kind: 503, times: 1 });
    const target = { bucket: 'photos', name: 'copy' };
    const [bytes, , info] = await Promise.all([
      read('busy'),
      store.copy({ bucket: 'photos', name: 'busy' }, target),
      store.stat('photos', 'busy'),
      store.write('photos', 'other', 'kept too'),
      store.delete('photos', 'gone'),
      all(store.list('photos', '')),
    ]);
    assert.equal(bytes.toString(), 'kept');
    assert.equal(info?.bytes, 4);
    assert.equal((await read('other')).toString(), 'kept too');
    assert.deepEqual(
      double.faults.map(({ times }) => times),
      [0, 0, 0, 0, 0, 0],
    );
  });

  it('knows its own object when the answer to a conditional write is lost', async () => {
    double.faults.push({ matches: /^POST \/upload.*ifGenerationMatch=0/, kind: 'lost', times: 1 });
    const written = await store.write('photos', 'once', 'mine', { ifAbsent: true });
    assert.deepEqual(await store.stat('photos', 'once'), written);
    await assert.rejects(store.write('photos', 'once', 'other', { ifAbsent: true }), AlreadyExistsError);
    assert.equal((await read('once')).toString(), 'mine');
  });

  for (const kind of ['reset', 'lost', 503] as const) {
    for (const [part, spared] of [
      ['first', 0],
      ['last', 1],
    ] as const) {
      it(`sends the ${part} part of a large object again after ${kind}`, async () => {
        const name = `large-${kind}-${part}`;
        double.faults.push({ matches: upload, kind, times: 1, spared });
        const written = await store.write('photos', name, inPieces(large), { ifAbsent: true });
        assert.equal(written.bytes, large.byteLength);
        assert.ok(large.equals(await read(name)));
      });
    }
  }

  it('goes on reading where the connection broke', async () => {
    await store.write('photos', 'broken', inPieces(large));
    double.faults.push({ matches: /alt=media/, kind: 'cut', times: 3 });
    double.requests.length = 0;
    assert.ok(large.equals(await read('broken')));
    assert.equal(double.requests.length, 4);
    assert.match(double.requests[3] ?? '', /generation=\d+/);
  });

  it('does not mix two writes of an object in one reading', async () => {
    await store.write('photos', 'replaced', inPieces(large));
    double.faults.push({ matches: /alt=media/, kind: 'cut', times: 1 });
    const reading = store.read('photos', 'replaced')[Symbol.asyncIterator]();
    await reading.next();
    await store.write('photos', 'replaced', 'short');
    await assert.rejects(
      async () => {
        while (!(await reading.next()).done);
      },
      (error) => error instanceof Error && !(error instanceof NotFoundError) && /replaced/.test(error.message),
    );
  });

  it('says so when the bytes that come are not those that were kept', async () => {
    await store.write('photos', 'rotten', 'good');
    await writeFile(double.objects.get('acme-photos', 'rotten').path, 'evil');
    await assert.rejects(read('rotten'), /its bytes were changed on their way/);
  });

  it('leaves no request behind when a reader stops early or a source breaks', async () => {
    await store.write('photos', 'long', inPieces(large));
    for await (const chunk of store.read('photos', 'long')) {
      assert.ok(chunk.byteLength > 0);
      break;
    }
    await allIsQuiet();
    async function* breaking() {
      yield* inPieces(large);
      throw new Error('the source broke');
    }
    await assert.rejects(store.write('photos', 'long', breaking()), /the source broke/);
    await allIsQuiet();
    assert.ok(large.equals(await read('long')));
    const small = store.write(
      'photos',
      'small',
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the source broke');
      })(),
    );
    double.requests.length = 0;
    await assert.rejects(small, /the source broke/);
    assert.deepEqual(double.requests, [], 'of a small object nothing is sent before it is whole');
  });

  it('says which role is missing, and does not call it permanent', async () => {
    double.faults.push({ matches: /./, kind: 403, times: 1 });
    await assert.rejects(store.write('photos', 'a', 'x'), (error) => {
      assert.ok(error instanceof Error && !(error instanceof PermanentError));
      assert.match(error.message, /photos\/a: .*roles\/storage\.objectUser/);
      return true;
    });
  });

  it('finds nothing in a bucket that nobody made, and says that it cannot write there', async () => {
    assert.equal(await store.stat('nowhere', 'a'), undefined);
    assert.deepEqual(await all(store.list('nowhere', '')), []);
    await assert.rejects(store.write('nowhere', 'a', 'x'), NotFoundError);
    await assert.rejects(store.write('nowhere', 'a', inPieces(large)), NotFoundError);
  });

  it('signs addresses without a key file, that work for that object only and for a while only', async () => {
    const sign = createSignedUrls({
      bucketPrefix: 'acme-',
      client: testClient(double),
      signingEndpoint: `${metadata.url}/v1/projects/-/serviceAccounts/`,
    });
    await store.write('photos', 'été/a b+c.jpg', 'a photo');
    const url = await sign('photos', 'été/a b+c.jpg', 60);
    assert.equal(await (await fetch(url)).text(), 'a photo');
    assert.equal((await fetch(url.replace('a%20b', 'a%20c'))).status, 403);
    const old = await sign('photos', 'été/a b+c.jpg', -1).catch(() => undefined);
    assert.equal(old, undefined);
    const short = await sign('photos', 'été/a b+c.jpg', 1);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    assert.equal((await fetch(short)).status, 400);
  });
});
