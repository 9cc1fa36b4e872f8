import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { compareUtf8 } from '../../shared/domain/compare-utf8.ts';
import { AlreadyExistsError, InvalidRequestError, NotFoundError } from '../../shared/ports/failures.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

/** What every object store promises. `open` gives an empty one; each case uses its own bucket, `case-NNN`. */
export function objectsContract(
  name: string,
  open: () => Promise<{
    subject: ObjectStore;
    makeBucket: (name: string) => Promise<void>;
    close: () => Promise<void>;
  }>,
): void {
  describe(`object store: ${name}`, () => {
    let store: ObjectStore;
    let makeBucket: (name: string) => Promise<void>;
    let close: () => Promise<void>;
    let cases = 0;
    async function nextBucket(): Promise<string> {
      const bucket = `case-${String(++cases).padStart(3, '0')}`;
      await makeBucket(bucket);
      return bucket;
    }
    before(async () => {
      ({ subject: store, makeBucket, close } = await open());
    });
    after(() => close());

    it('gives back the bytes it was given, whatever their form', async () => {
      const bucket = await nextBucket();
      const bodies: [string, () => string | Uint8Array | AsyncIterable<Uint8Array>, string][] = [
        ['text', () => 'été', 'été'],
        ['bytes', () => Buffer.from('bytes'), 'bytes'],
        ['stream', () => chunks('one, ', '', 'two'), 'one, two'],
        ['empty', () => '', ''],
        ['nothing', () => chunks(), ''],
      ];
      for (const [key, body, expected] of bodies) {
        const written = await store.write(bucket, key, body());
        assert.equal(written.name, key);
        assert.equal(written.bytes, Buffer.byteLength(expected));
        assert.equal(new Date(written.updatedAt).toISOString(), written.updatedAt);
        assert.equal(await text(store.read(bucket, key)), expected);
        assert.deepEqual(await store.stat(bucket, key), written);
      }
    });

    it('does not mix up chunks of a source that uses one buffer again and again', async () => {
      const bucket = await nextBucket();
      async function* reusing() {
        const buffer = new Uint8Array(3);
        for (let index = 0; index < 100; index++) yield buffer.fill(65 + (index % 26));
      }
      await store.write(bucket, 'reused', reusing());
      const expected = Array.from({ length: 100 }, (_, index) => String.fromCharCode(65 + (index % 26)).repeat(3));
      assert.equal(await text(store.read(bucket, 'reused')), expected.join(''));
    });

    it('replaces an object, and leaves it alone when asked to write only if absent', async () => {
      const bucket = await nextBucket();
      await store.write(bucket, 'a/b.txt', 'first', { ifAbsent: true });
      await store.write(bucket, 'a/b.txt', 'second');
      await assert.rejects(store.write(bucket, 'a/b.txt', 'third', { ifAbsent: true }), AlreadyExistsError);
      await assert.rejects(store.write(bucket, 'a/b.txt', chunks('4th'), { ifAbsent: true }), AlreadyExistsError);
      assert.equal(await text(store.read(bucket, 'a/b.txt')), 'second');
    });

    it('lets exactly one of many concurrent writes win when they ask for absence', async () => {
      const bucket = await nextBucket();
      const tries = Array.from({ length: 20 }, (_, index) =>
        store.write(bucket, 'only/one', `writer ${index}`, { ifAbsent: true }).then(() => index),
      );
      const settled = await Promise.allSettled(tries);
      const winners = settled.filter((result) => result.status === 'fulfilled').map((result) => result.value);
      assert.equal(winners.length, 1);
      for (const result of settled) {
        if (result.status === 'rejected') assert.ok(result.reason instanceof AlreadyExistsError);
      }
      assert.equal(await text(store.read(bucket, 'only/one')), `writer ${winners[0]}`);
    });

    it('keeps what was there when the body throws', async () => {
      const bucket = await nextBucket();
      async function* breaking() {
        yield Buffer.from('half');
        throw new Error('the source broke');
      }
      await assert.rejects(store.write(bucket, 'new', breaking()), /the source broke/);
      assert.equal(await store.stat(bucket, 'new'), undefined);
      await store.write(bucket, 'old', 'kept');
      await assert.rejects(store.write(bucket, 'old', breaking()), /the source broke/);
      assert.equal(await text(store.read(bucket, 'old')), 'kept');
      assert.deepEqual(await names(store, bucket, ''), ['old']);
    });

    it('says that an object is not there before the first byte', async () => {
      const bucket = await nextBucket();
      await store.write(bucket, 'a/b', 'x');
      for (const name of ['nothing', 'a', 'a/c', 'a/b/c']) {
        await assert.rejects(text(store.read(bucket, name)), NotFoundError, name);
        assert.equal(await store.stat(bucket, name), undefined, name);
      }
    });

    it('deletes, also what is not there', async () => {
      const bucket = await nextBucket();
      await store.write(bucket, 'a/b/c', 'x');
      await store.write(bucket, 'a/d', 'y');
      await store.delete(bucket, 'a/b/c');
      await store.delete(bucket, 'a/b/c');
      await store.delete(bucket, 'a');
      await store.delete(bucket, 'never/there');
      assert.deepEqual(await names(store, bucket, ''), ['a/d']);
    });

    it('copies over what was there, and within the same name', async () => {
      const bucket = await nextBucket();
      const other = await nextBucket();
      await store.write(bucket, 'from', 'content');
      await store.write(other, 'to/here', 'old');
      await store.copy({ bucket, name: 'from' }, { bucket: other, name: 'to/here' });
      assert.equal(await text(store.read(other, 'to/here')), 'content');
      await store.copy({ bucket, name: 'from' }, { bucket, name: 'from' });
      assert.equal(await text(store.read(bucket, 'from')), 'content');
      await assert.rejects(store.copy({ bucket, name: 'none' }, { bucket, name: 'from' }), NotFoundError);
      assert.equal(await text(store.read(bucket, 'from')), 'content');
    });

    const badNames: [string, string][] = [
      ['nothing', ''],
      ['a leading slash', '/a'],
      ['a final slash', 'a/'],
      ['an empty part', 'a//b'],
      ['a dot', '.'],
      ['a dot part', 'a/./b'],
      ['a parent', '../a'],
      ['a parent inside', 'a/../../b'],
      ['NUL', 'a\0b'],
      ['a line end', 'a\nb'],
      ['half a character', 'a\ud800'],
      ['a part of 256 bytes', `${'é'.repeat(128)}`],
      ['1025 bytes', `${'a/'.repeat(512)}b`],
    ];
    for (const [what, bad] of badNames) {
      it(`refuses a name with ${what}`, async () => {
        const bucket = await nextBucket();
        await store.write(bucket, 'good', 'x');
        await assert.rejects(store.write(bucket, bad, 'x'), InvalidRequestError);
        await assert.rejects(text(store.read(bucket, bad)), InvalidRequestError);
        await assert.rejects(store.stat(bucket, bad), InvalidRequestError);
        await assert.rejects(store.delete(bucket, bad), InvalidRequestError);
        await assert.rejects(store.copy({ bucket, name: 'good' }, { bucket, name: bad }), InvalidRequestError);
      });
    }

    it('takes the longest and the strangest names it promises to', async () => {
      const bucket = await nextBucket();
      const strange = [
        'a'.repeat(255),
        `${'a/'.repeat(511)}bc`,
        ' ',
        'a b',
        '...',
        '.a',
        'ete-\u00e9/*?"<>|\\:',
        '%2e%2e',
        '\u{1f4f7}.jpg',
        '\uff5e after it in UTF-16',
      ];
      for (const name of strange) await store.write(bucket, name, name);
      for (const name of strange) assert.equal(await text(store.read(bucket, name)), name);
      assert.deepEqual(await names(store, bucket, ''), [...strange].sort(compareUtf8));
    });

    it('lists by prefix of the name, not by folder', async () => {
      const bucket = await nextBucket();
      const all = ['a-b', 'a.b', 'a/b-c', 'a/b/c', 'a0', 'ab/c', 'b'];
      for (const name of all) await store.write(bucket, name, name);
      const prefixes = [
        '',
        'a',
        'a/',
        'a/b',
        'a/b/',
        'a/b/c',
        'a/b/cd',
        'ab',
        'b',
        'b/',
        'z',
        '/',
        '..',
        '../',
        './',
        'a//',
        'a/../',
        'a/b/c/',
        'a-b/',
      ];
      for (const prefix of prefixes) {
        const expected = all.filter((name) => name.startsWith(prefix)).sort();
        assert.deepEqual(await names(store, bucket, prefix), expected, JSON.stringify(prefix));
      }
      assert.deepEqual(await names(store, 'never-written', ''), []);
    });

    it('lists random names in the order of their UTF-8 bytes, each with its facts', async () => {
      const part = fc
        .string({ unit: fc.constantFrom('a', 'b', 'B', '-', '.', '0', '~', ' ', '\u00e9'), minLength: 1, maxLength: 3 })
        .filter((text) => text !== '.' && text !== '..');
      const names = fc.uniqueArray(
        fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
        { maxLength: 25 },
      );
      const property = fc.asyncProperty(
        names,
        fc.string({ unit: fc.constantFrom('a', 'b', '-', '/'), maxLength: 2 }),
        async (given, prefix) => {
          const bucket = await nextBucket();
          const kept = given.filter((name) => !given.some((other) => other.startsWith(`${name}/`)));
          await Promise.all(kept.map((name) => store.write(bucket, name, name)));
          const listed = await collect(store.list(bucket, prefix));
          const expected = kept.filter((name) => name.startsWith(prefix)).sort();
          assert.deepEqual(
            listed.map((info) => [info.name, info.bytes]),
            expected.map((name) => [name, Buffer.byteLength(name)]),
          );
        },
      );
      await fc.assert(property, { numRuns: 30 });
    });

    it('loses no write to a concurrent delete in the same folder', async () => {
      const bucket = await nextBucket();
      for (let round = 0; round < 30; round++) {
        await store.write(bucket, 'deep/er/old', 'x');
        await Promise.all([store.delete(bucket, 'deep/er/old'), store.write(bucket, 'deep/er/new', `${round}`)]);
        assert.equal(await text(store.read(bucket, 'deep/er/new')), `${round}`);
        await store.delete(bucket, 'deep/er/new');
      }
    });

    it('streams an object that is larger than what it may hold in memory', async () => {
      const bucket = await nextBucket();
      const block = Buffer.alloc(1024 * 1024, 'x');
      let peakBytes = 0;
      const note = () => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        peakBytes = Math.max(peakBytes, heapUsed + arrayBuffers);
      };
      note();
      const startBytes = peakBytes;
      async function* large() {
        for (let index = 0; index < 100; index++) {
          note();
          yield block;
        }
      }
      await store.write(bucket, 'large', large());
      let bytes = 0;
      for await (const chunk of store.read(bucket, 'large')) {
        bytes += chunk.byteLength;
        note();
      }
      assert.equal(bytes, 100 * 1024 * 1024);
      assert.ok(
        peakBytes - startBytes < 75 * 1024 * 1024,
        `memory grew by ${Math.round((peakBytes - startBytes) / 1e6)} MB`,
      );
      await store.delete(bucket, 'large');
    });

    it('lets a reader stop early', async () => {
      const bucket = await nextBucket();
      await store.write(bucket, 'long', Buffer.alloc(5_000_000));
      for await (const chunk of store.read(bucket, 'long')) {
        assert.ok(chunk.byteLength > 0);
        break;
      }
      await store.delete(bucket, 'long');
    });
  });
}

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of texts) yield Buffer.from(chunk);
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(body)).toString();
}

async function names(store: ObjectStore, bucket: string, prefix: string): Promise<string[]> {
  return (await collect(store.list(bucket, prefix))).map((info) => info.name);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
