import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeySet } from '../../../shared/domain/delivery/key-set.ts';
import { readCsv } from '../../../shared/pipeline/delivery/read-csv.ts';

const columns = ['a', 'b', 'c'];

/** The bytes in pieces that end anywhere, in the middle of a letter too. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(text: string, sizes: readonly number[]) {
  const rows: (readonly (string | undefined)[])[] = [];
  const rejects: [number, string][] = [];
  const lines: number[] = [];
  for await (const block of readCsv(inPieces(Buffer.from(text), sizes), 'x.csv', columns)) {
    rows.push(...block.rows.map(({ cells }) => cells));
    lines.push(...block.rows.map(({ line }) => line));
    rejects.push(...block.rejects.map(({ ligne, raison }): [number, string] => [ligne, raison]));
  }
  return { rows, lines, rejects };
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', '\r\n', ' ', '\u{1f4f7}', "'") }),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test('whatever cells hold, and wherever their bytes are cut, they are read as they were written', async () => {
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, sizes, fc.constantFrom(',', ';'), async (rows, cuts, delimiter) => {
      const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter));
      const { rows: found, rejects } = await read([columns.join(delimiter), ...quoted, ''].join('\n'), cuts);
      // A lone carriage return before a line feed is the line's end, and a block that looks like rows is taken for stray quotes.
      fc.pre(rejects.every(([, reason]) => !reason.startsWith('guillemet égaré')));
      assert.deepEqual(found, rows);
    }),
    { numRuns: 100 },
  );
});

test('a row that cannot be read costs its line only, and others keep their line numbers', async () => {
  const text = 'a;b;c\n1;"x\ny";3\n\n2;2\n3;"stray;3\n4;4;4\n5;5;5';
  for (const cuts of [[1], [7], [1000]]) {
    assert.deepEqual(await read(text, cuts), {
      rows: [
        ['1', 'x\ny', '3'],
        ['4', '4', '4'],
        ['5', '5', '5'],
      ],
      lines: [2, 7, 8],
      rejects: [
        [5, '2 cases au lieu de 3'],
        [6, 'guillemet ouvert et jamais fermé'],
      ],
    });
  }
});

test('bytes that are not UTF-8 are told with line and column, however they are cut', async () => {
  const text = Buffer.from('a;b;c\n1;2;3\n4;été;6\n', 'latin1');
  for (const size of [1, 5, 12, 100]) {
    const reading = async () => {
      for await (const block of readCsv(inPieces(text, [size]), 'x.csv', columns)) assert.ok(block.rows.length < 2);
    };
    await assert.rejects(reading, /^DeliveryRefusedError: x\.csv, ligne 3, colonne b : /);
  }
});

test('a key is found again, be it small, large, negative, a pair or a text', () => {
  const value = fc.oneof(fc.integer(), fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger(), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 200 }), fc.boolean(), (pairs, isPair) => {
      const keys = createKeySet(isPair ? ['a', 'b'] : ['a']);
      const known = new Set<string>();
      for (const [a, b] of pairs) {
        const text = JSON.stringify(isPair ? [a, b] : [a]);
        assert.equal(keys.add({ a, b }), !known.has(text));
        known.add(text);
      }
    }),
  );
  const many = createKeySet(['a']);
  for (let a = 0; a < 50_000; a += 1) assert.ok(many.add({ a }));
  for (let a = 0; a < 50_000; a += 1) assert.ok(!many.add({ a }));
});
