import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { readSheet } from 'read-excel-file/node';
import { createCsvWriter } from '../../../shared/adapters/spreadsheet/csv-writer.ts';
import { splitLongSheets } from '../../../shared/adapters/spreadsheet/split-sheets.ts';
import { createXlsxWriter } from '../../../shared/adapters/spreadsheet/xlsx-writer.ts';
import { createWallClock } from '../../../shared/adapters/spreadsheet/zone-clock.ts';
import { formatInZone } from '../../../shared/domain/zone.ts';
import { splitByValue } from '../../../shared/pipeline/exports/split-by-value.ts';
import { type ColumnOfValues, InstantColumn, TextColumn } from '../../../shared/ports/column-of-values.ts';
import type { JsonValue } from '../../../shared/ports/documents.ts';
import { PermanentError } from '../../../shared/ports/failures.ts';
import type { TableSheet, TableWriter } from '../../../shared/ports/table-writer.ts';
import { csvCell, readCsv } from '../../integration/exports/read-files.ts';

const zone = 'Europe/Paris';
/** Two readers take each file apart: that is what takes time. */
const shareOfRuns = process.env.TERRAIN_EXHAUSTIVE ? 10 : 0.5;
const folder = mkdtempSync(path.join(os.tmpdir(), 'writers-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const kinds = ['text', 'number', 'date', 'datetime'] as const;
type Rows = readonly (readonly JsonValue[])[];
const headers = ['Texte', 'Nombre; "été"', '=Jour', 'Instant'];

/** Cells that break writers: quotes, separators, line breaks, formulas, zeros, controls, escapes of Office itself. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    '+33612345678',
    '-5',
    '@SUM(A1)',
    '\t=x',
    '\r',
    '0012',
    '007',
    'é"à;"',
    'a\r\nb',
    '\n',
    ' x ',
    "'=1",
  ),
  fc.constantFrom(
    '_x0041_',
    '_x005F_',
    '\u0085',
    '\ufffe',
    '\u0000\u0007',
    '<b>&amp;</b>',
    '\ufeff',
    '𝒳',
    '\ud800',
    '2026-01-01',
    'TRUE',
    '1e5',
  ),
);
const day = fc.date({ min: new Date('1900-03-01'), max: new Date('2199-12-31'), noInvalidDate: true });
const row = fc.tuple(
  fc.option(text),
  fc.option(
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
      fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 })).map(([digits, places]) => digits / 10 ** places),
    ),
  ),
  fc.option(day.map((date) => date.toISOString().slice(0, 10))),
  fc.option(day.map((date) => `${date.toISOString().slice(0, 19)}.000Z`)),
);
const table = fc.array(row, { maxLength: 40 });

/** Texts as the warehouse's bytes, of which a writer copies most; half characters are none there. */
function asBytes(values: readonly JsonValue[]): ColumnOfValues {
  const texts = values.filter((value) => value !== null);
  if (!texts.every((value) => typeof value === 'string' && value.isWellFormed())) return values;
  const bytes = Buffer.from(texts.join(''));
  let end = 0;
  const ends = values.map((value) => {
    end += value === null ? 0 : Buffer.byteLength(String(value));
    return end;
  });
  const starts = values.map((value, row) => (value === null ? -1 : (ends[row - 1] ?? 0)));
  return new TextColumn(bytes, Int32Array.from(starts), Int32Array.from(ends));
}

/** The table in batches of a few rows. */
async function* batchesOf(rows: Rows, size = 7) {
  for (let from = 0; from === 0 || from < rows.length; from += size) {
    const part = rows.slice(from, from + size);
    const columns = kinds.map((_, column) => part.map((cells) => cells[column] ?? null));
    const instants = Float64Array.from(columns[3] ?? [], (value) =>
      value === null ? Number.NaN : Date.parse(String(value)) * 1000,
    );
    // As the warehouse of one machine gives them, and as that of the cloud does.
    const last = from % 2 === 0 ? new InstantColumn(instants) : (columns[3] ?? []);
    yield { rows: part.length, columns: [asBytes(columns[0] ?? []), columns[1] ?? [], columns[2] ?? [], last] };
  }
}
async function* sheetOf(rows: Rows, name = 'Feuille'): AsyncGenerator<TableSheet> {
  yield {
    name,
    columns: headers.map((header, index) => ({ header, kind: kinds[index] ?? 'text' })),
    batches: batchesOf(rows),
  };
}
async function write(writer: TableWriter, sheets: AsyncIterable<TableSheet>, extension: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of writer(sheets)) parts.push(part);
  files += 1;
  const file = path.join(folder, `${files}.${extension}`);
  writeFileSync(file, Buffer.concat(parts));
  return file;
}

const clock = (instant: JsonValue) => formatInZone(new Date(String(instant)), 'yyyy-MM-dd HH:mm:ss', zone);
const wellFormed = (value: JsonValue) => (typeof value === 'string' ? value.toWellFormed() : value);

describe('a CSV file', () => {
  it('says to a strict reader what was written, and no cell of it can run', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const { header, rows: read } = await readCsv(await write(createCsvWriter(zone), sheetOf(rows), 'csv'));
        assert.deepEqual(header, ['Texte', 'Nombre; "été"', "'=Jour", 'Instant']);
        const expected = rows.map(([a, b, c, d]) => [
          csvCell(wellFormed(a ?? null) as string | null),
          csvNumber(b ?? null),
          c ?? '',
          d === null ? '' : clock(d ?? null),
        ]);
        assert.deepEqual(read, expected);
        for (const cells of read) assert.doesNotMatch(cells[0] ?? '', /^[=+\-@\t\r]/);
      }),
      { numRuns: 150 * shareOfRuns },
    );
  });

  it('says the same to DuckDB', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        // DuckDB skips a line without any value.
        const printable = rows.map(([a, b, ...rest]) => [printableText(a), Object.is(b, -0) ? 0 : (b ?? 0), ...rest]);
        const file = await write(createCsvWriter(zone), sheetOf(printable), 'csv');
        const read = await connection.runAndReadAll(
          `SELECT t, n, CAST(j AS VARCHAR), CAST(i AS VARCHAR) FROM read_csv('${file}', delim = ';', quote = '"', escape = '"', header = true,
            decimal_separator = ',', auto_detect = false, strict_mode = true, nullstr = '', allow_quoted_nulls = false,
            columns = {'t': 'VARCHAR', 'n': 'DOUBLE', 'j': 'DATE', 'i': 'TIMESTAMP'})`,
        );
        const expected = printable.map(([a, b, c, d]) => [
          a === '' ? null : csvCell(String(a)),
          b ?? null,
          c ?? null,
          d === null ? null : clock(d ?? null),
        ]);
        assert.deepEqual(read.getRows(), expected);
      }),
      { numRuns: 60 * shareOfRuns },
    );
    connection.closeSync();
    instance.closeSync();
  });
});

describe('a text in a column of another kind', () => {
  it('cannot run either, and is refused where it is no instant', async () => {
    const numbers = ['-5', '9223372036854775807', '=1+1', '+1', 'a;b'];
    const rows = numbers.map((number) => ['x', number, '=2+2', null]);
    const { rows: read } = await readCsv(await write(createCsvWriter(zone), sheetOf(rows), 'csv'));
    assert.deepEqual(
      read.map(([, number]) => number),
      ['-5', '9223372036854775807', "'=1+1", "'+1", 'a;b'],
    );
    for (const cells of read) assert.equal(cells[2], "'=2+2");
    async function* soon(): AsyncGenerator<TableSheet> {
      for await (const sheet of sheetOf([])) yield { ...sheet, batches: noInstants() };
    }
    async function* noInstants() {
      yield { rows: 1, columns: [['x'], [1], [null], ['tomorrow']] };
    }
    for (const [writer, row] of [
      [createCsvWriter(zone), 1],
      [createXlsxWriter(zone), 2],
    ] as const)
      await assert.rejects(
        write(writer, soon(), 'x'),
        new RegExp(`row ${row}, column Instant: "tomorrow" is no instant`),
      );
  });
});

/** Without the controls that DuckDB does not take; whole line breaks stay. */
function printableText(value: JsonValue | undefined): string {
  return String(value ?? '').replaceAll(/\r(?!\n)|(?<!\r)\n|[^\P{C}\r\n]/gu, '?');
}

function csvNumber(value: JsonValue): string {
  return value === null ? '' : String(value).replace('.', ',');
}

describe('an Excel file', () => {
  it('says to another’s reader what was written, with its types', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const file = await write(createXlsxWriter(zone), sheetOf(rows), 'xlsx');
        const [sheet] = (await readXlsx(new Uint8Array(readFileSync(file)))).sheets;
        const [header, ...read] = sheet?.rows ?? [];
        assert.deepEqual(header, headers);
        const width = (cells: readonly unknown[] | undefined) => [0, 1, 2, 3].map((index) => cells?.[index] ?? null);
        assert.deepEqual(
          rows.map((_, index) => width(read[index]).map((cell) => (cell instanceof Date ? cell.toISOString() : cell))),
          rows.map(([a, b, c, d]) => [
            a === '' || a === undefined ? null : a,
            Object.is(b, -0) ? 0 : (b ?? null),
            c === null ? null : `${c}T00:00:00.000Z`,
            d === null ? null : `${clock(d ?? null).replace(' ', 'T')}.000Z`,
          ]),
        );
        for (const cell of sheet?.cells?.values() ?? []) assert.equal(cell.formula, undefined);
      }),
      { numRuns: 100 * shareOfRuns },
    );
  });

  it('says the same to a second reader, leading zeros and all', async () => {
    const rows = [
      ['0012', 12, '2013-07-01', '2013-07-01T10:00:00.000Z'],
      ['=1+1', -0.5, '1900-03-01', '2013-12-31T23:59:59.000Z'],
      ['été & <b>', 9_007_199_254_740_991, '2199-12-31', null],
    ];
    const read = await readSheet(await write(createXlsxWriter(zone), sheetOf(rows), 'xlsx'));
    assert.deepEqual(read, [
      headers,
      ['0012', 12, new Date('2013-07-01T00:00:00Z'), new Date('2013-07-01T12:00:00Z')],
      ['=1+1', -0.5, new Date('1900-03-01T00:00:00Z'), new Date('2014-01-01T00:59:59Z')],
      ['été & <b>', 9_007_199_254_740_991, new Date('2199-12-31T00:00:00Z'), null],
    ]);
  });

  it('has a frozen header with filters, widths, and names that Excel takes', async () => {
    async function* sheets() {
      for (const name of ['A/B:[x]?*', "'", 'CANAL_PA_ARRIVANT_A_ECHEANCE_SENEGAL_1MC_20130701', 'a b  x', ''])
        yield* sheetOf([['x', 1, null, null]], name);
      yield* sheetOf([], 'CANAL_PA_ARRIVANT_A_ECHEANCE_SENEGAL_RELANCE_20130701');
    }
    const { sheets: read } = await readXlsx(
      new Uint8Array(readFileSync(await write(createXlsxWriter(zone), sheets(), 'xlsx'))),
      { readStyles: true },
    );
    assert.deepEqual(
      read.map(({ name }) => name),
      [
        'A B  x',
        'Feuille',
        'CANAL_PA_ARRIVANT_A_ECHEANCE_SE',
        'a b  x (2)',
        'Feuille (2)',
        'CANAL_PA_ARRIVANT_A_ECHEANC (2)',
      ],
    );
    for (const { freezePane, autoFilter, columns } of read) {
      assert.equal(freezePane?.rows, 1);
      assert.match(autoFilter?.range ?? '', /^A1:D[12]$/);
      assert.ok(columns?.every(({ width }) => (width ?? 0) >= 10));
    }
  });

  it('goes on in further sheets when a table is too long for one', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [String(index), index, null, null]);
    const parts: (readonly JsonValue[])[] = [];
    const sizes: number[] = [];
    for await (const { batches } of splitLongSheets(sheetOf(rows), 10)) {
      let size = 0;
      for await (const batch of batches) {
        size += batch.rows;
        for (let at = 0; at < batch.rows; at++) parts.push([batch.columns[0]?.at(at) ?? null]);
      }
      sizes.push(size);
    }
    assert.deepEqual(sizes, [10, 10, 5]);
    assert.deepEqual(
      parts.map(([value]) => value),
      rows.map(([value]) => value),
    );
  });

  it('names what a cell cannot hold, and breaks when its source breaks', async () => {
    const long = 'x'.repeat(32_768);
    await assert.rejects(
      write(
        createXlsxWriter(zone),
        sheetOf([
          ['a', 1, null, null],
          [long, 1, null, null],
        ]),
        'xlsx',
      ),
      (error) => {
        assert.ok(error instanceof PermanentError);
        assert.match(error.message, /sheet Feuille, row 3, column Texte: .*32767 characters, not 32768/);
        return true;
      },
    );
    for (const writer of [createXlsxWriter(zone), createCsvWriter(zone)]) {
      async function* breaking(): AsyncGenerator<TableSheet> {
        for await (const sheet of sheetOf([])) yield { ...sheet, batches: broken() };
      }
      async function* broken() {
        yield* batchesOf([['a', 1, null, null]]);
        throw new RangeError('the source broke');
      }
      await assert.rejects(write(writer, breaking(), 'x'), /the source broke/);
      await assert.rejects(
        write(writer, sheetOf([[{ a: 1 }, 1, null, null]]), 'x'),
        /column Texte: .*is no value of a cell/,
      );
    }
  });
});

describe('a writer that is not read to its end', () => {
  it('lets go of its source', async () => {
    for (const writer of [createXlsxWriter(zone), createCsvWriter(zone)]) {
      let isReleased = false;
      async function* endless() {
        try {
          for (;;) yield* batchesOf([['a', 1, null, null]]);
        } finally {
          isReleased = true;
        }
      }
      async function* sheets(): AsyncGenerator<TableSheet> {
        for await (const sheet of sheetOf([])) yield { ...sheet, batches: endless() };
      }
      for await (const part of writer(sheets())) if (part.byteLength > 0) break;
      assert.ok(isReleased);
    }
  });
});

describe('rows on their way to a file', () => {
  it('are parted by a value, each part in order and whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 30 }), async (values) => {
        const ordered = values.toSorted((x, y) => String(x ?? '').localeCompare(String(y ?? '')));
        async function* batches() {
          for (let from = 0; from === 0 || from < ordered.length; from += 4)
            yield {
              names: ['v'],
              columns: [ordered.slice(from, from + 4)],
              rows: ordered.slice(from, from + 4).length,
            };
        }
        const seen: [string | undefined, JsonValue[]][] = [];
        for await (const { name, batches: part } of splitByValue(batches(), 'v')) {
          const all: JsonValue[] = [];
          for await (const { columns } of part)
            for (let at = 0; at < (columns[0]?.length ?? 0); at++) all.push(columns[0]?.at(at) ?? null);
          seen.push([name, all]);
        }
        const groups = [...Map.groupBy(ordered, (value) => value ?? '')];
        assert.deepEqual(seen, groups.length === 0 ? [[undefined, []]] : groups);
      }),
    );
  });

  it('show the zone’s clock as the zone itself does', () => {
    for (const zoneName of [zone, 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'UTC']) {
      const readClock = createWallClock(zoneName);
      const show = (at: Date) =>
        new Date(readClock(Math.floor(at.getTime() / 1000)) * 1000).toISOString().slice(0, 19).replace('T', ' ');
      // St. John's set its clock at 00:01.
      for (const at of ['2006-04-02T03:30:59.000Z', '2006-04-02T03:31:00.000Z'])
        assert.equal(show(new Date(at)), formatInZone(new Date(at), 'yyyy-MM-dd HH:mm:ss', zoneName));
      fc.assert(
        fc.property(
          fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
          (date) => {
            assert.equal(show(date), formatInZone(date, 'yyyy-MM-dd HH:mm:ss', zoneName));
          },
        ),
        { numRuns: 300 * shareOfRuns },
      );
    }
  });
});
