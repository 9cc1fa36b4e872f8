import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type ConnectionPool, createConnectionPool } from '../../../shared/adapters/duckdb/connection-pool.ts';
import { loadFiles } from '../../../shared/adapters/duckdb/load-files.ts';
import { loadRows } from '../../../shared/adapters/duckdb/load-rows.ts';
import { readJsonLines } from '../../../shared/adapters/duckdb/read-json-lines.ts';
import { createTable } from '../../../shared/adapters/duckdb/table-sql.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import type { ColumnType, TableDefinition } from '../../../shared/ports/warehouse.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const cases = process.env.TERRAIN_EXHAUSTIVE === undefined ? 60 : 1_000;
const types: readonly ColumnType[] = ['STRING', 'INT64', 'FLOAT64', 'BOOL', 'DATE', 'TIMESTAMP', 'JSON'];
/** Values as JSON texts, in every form that the port knows. */
const fitting: Readonly<Record<ColumnType, readonly string[]>> = {
  STRING: ['""', '"x"', '"2026-02-28"', '"12:30"', '"null"', '"1"', JSON.stringify('été \ud83d\udcf7 "\\ \n\t\u0000')],
  INT64: ['0', '-1', '"-7"', '9007199254740991', '"-9223372036854775808"', '"9223372036854775807"'],
  FLOAT64: ['0', '-0', '1.5', '1e3', '1.0', '-1e-7', '0.1', '1e300'],
  BOOL: ['true', 'false'],
  DATE: ['"2026-02-28"', '"0001-01-01"', '"9999-12-31"'],
  TIMESTAMP: [
    '"2026-01-01T00:00:00Z"',
    '"2026-01-01T23:59:59.999999Z"',
    '"2026-01-01T23:59:59.100Z"',
    '"0001-01-01T00:00:00.000+00:00"',
    '"9999-12-31T23:59:59.999Z"',
  ],
  JSON: ['{}', '{"b":1}', '[]', '[1,null,"x"]', '{"b":{"c":[0.1]}}', '"x"', '1', 'true'],
};
const valuesOf = (type: ColumnType) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting[type]) }, { weight: 1, arbitrary: fc.constant('null') });
const fileOf = (a: ColumnType, b: ColumnType) =>
  fc.record({
    columns: fc.constant([
      { name: 'a', type: a },
      { name: 'b', type: b },
    ]),
    lines: fc.array(fc.record({ a: valuesOf(a), b: valuesOf(b) }, { requiredKeys: [] }), { maxLength: 5 }),
    end: fc.constantFrom('', '\n'),
  });

describe('files that DuckDB reads by itself', () => {
  let pool: ConnectionPool;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let spool: string;
  before(async () => {
    folder = await temporaryFolder();
    spool = join(folder.path, 'spool');
    pool = createConnectionPool(':memory:', spool);
  });
  after(async () => {
    await pool.close();
    await folder.remove();
  });
  let tables = 0;

  /** What a table holds after a file was loaded by DuckDB, and by rows; undefined where it was refused. */
  async function loadBothWays(columns: TableDefinition['columns'], content: string) {
    const table = (name: string): TableDefinition => ({ dataset: 'files', name: `${name}${tables}`, columns });
    tables += 1;
    const objects = {
      ...createFileObjects(folder.path),
      async *read() {
        yield new TextEncoder().encode(content);
      },
    };
    return pool.use(async (connection) => {
      const read = async ({ name }: TableDefinition) => {
        const found = await connection.runAndReadAll(`SELECT * FROM files.${name} ORDER BY ALL`);
        await connection.run(`DROP TABLE files.${name}`);
        const rows = found.getRowsJson();
        // A JSON column keeps its writer's form (1.0); the value is what counts.
        const isJson = columns.map(({ type }) => type === 'JSON');
        return JSON.stringify(
          rows.map((row) => row.map((value, at) => (isJson[at] ? JSON.parse(String(value)) : value))),
        );
      };
      const [fast, exact] = [table('fast'), table('exact')];
      for (const one of [fast, exact]) await createTable(connection, one);
      await writeFile(join(spool, 'a.ndjson'), content);
      const loaded = await loadFiles(connection, fast, [join(spool, 'a.ndjson')]);
      const rows = readJsonLines(objects, 'rows', ['a.ndjson']);
      const isTaken = await loadRows(connection, exact, rows, undefined).then(
        () => true,
        () => false,
      );
      return {
        fast: loaded === undefined ? undefined : await read(fast),
        exact: isTaken ? await read(exact) : undefined,
      };
    });
  }

  test('hold the very rows that a reading row by row gives, whatever fits', async () => {
    const file = fc.tuple(fc.constantFrom(...types), fc.constantFrom(...types)).chain(([a, b]) => fileOf(a, b));
    const property = fc.asyncProperty(file, async ({ columns, lines, end }) => {
      const written = lines.map((fields) => `{${Object.entries(fields).map(([name, text]) => `"${name}":${text}`)}}`);
      const { fast, exact } = await loadBothWays(columns, written.join('\n') + end);
      assert.notEqual(fast, undefined);
      assert.equal(fast, exact);
    });
    await fc.assert(property, { numRuns: cases });
  });

  test('are left to the reader of rows where DuckDB cannot read them', async () => {
    const columns = types.map((type) => ({ name: type.toLowerCase(), type }));
    for (const line of ['{"date":"2026-02-30"}', '{"timestamp":"soon"}', '{"int64":"x"}', '[1]', '{"date":']) {
      assert.equal((await loadBothWays(columns, `{"bool":true}\n${line}\n`)).fast, undefined, line);
    }
    const long = JSON.stringify({ string: 'x'.repeat(5_000_000) });
    const { fast, exact } = await loadBothWays(columns, `${long}\n`);
    assert.ok(exact !== undefined && (fast === undefined || fast === exact));
  });

  test('are taken in one pass when their rows are as flattening writes them', async () => {
    const columns = types.map((type) => ({ name: type.toLowerCase(), type }));
    const full = {
      string: 'été',
      int64: '9223372036854775807',
      float64: 1.5,
      bool: true,
      date: '2026-11-20',
      timestamp: '2026-11-20T10:00:00.123456Z',
      json: { a: [1, null] },
    };
    const empty = Object.fromEntries(Object.keys(full).map((name) => [name, null]));
    const { fast, exact } = await loadBothWays(
      columns,
      `${[full, empty, { ...full, int64: 7 }].map((row) => JSON.stringify(row)).join('\n')}\n`,
    );
    assert.notEqual(fast, undefined);
    assert.equal(fast, exact);
  });

  test('cannot lie outside of the one folder', async () => {
    await assert.rejects(
      pool.use((connection) => connection.run("SELECT * FROM read_json('/etc/hostname')")),
      /file system operations are disabled/,
    );
  });
});
