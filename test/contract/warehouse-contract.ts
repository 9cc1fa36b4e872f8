import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { JsonValue } from '../../shared/ports/documents.ts';
import { InvalidRequestError, NotFoundError, PermanentError } from '../../shared/ports/failures.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { ColumnType, QueryParameters, Row, TableDefinition, Warehouse } from '../../shared/ports/warehouse.ts';

async function drain<T>(items: AsyncIterable<T>): Promise<T[]> {
  const drained: T[] = [];
  for await (const item of items) drained.push(item);
  return drained;
}

/** What every warehouse promises. `open` gives one without tables and the object store it loads from. */
export function warehouseContract(
  name: string,
  open: () => Promise<{ subject: Warehouse; objects: ObjectStore; close: () => Promise<void> }>,
): void {
  describe(`warehouse: ${name}`, () => {
    let warehouse: Warehouse;
    let objects: ObjectStore;
    let close: () => Promise<void>;
    let cases = 0;
    before(async () => {
      ({ subject: warehouse, objects, close } = await open());
    });
    after(() => close());

    async function makeTable(
      columns: TableDefinition['columns'],
      facts: Partial<TableDefinition> = {},
    ): Promise<TableDefinition> {
      const table = { dataset: 'contract', name: `t${++cases}`, columns, ...facts };
      await warehouse.ensureTable(table);
      return table;
    }
    const readAll = (table: TableDefinition) => warehouse.query(`SELECT * FROM contract.${table.name} ORDER BY 1`);

    const everyType: TableDefinition['columns'] = [
      { name: 'id', type: 'INT64', required: true },
      { name: 'text', type: 'STRING' },
      { name: 'number', type: 'FLOAT64' },
      { name: 'yes', type: 'BOOL' },
      { name: 'day', type: 'DATE' },
      { name: 'at', type: 'TIMESTAMP' },
      { name: 'more', type: 'JSON' },
    ];
    const rows: Row[] = [
      {
        id: '-9223372036854775808',
        text: '',
        number: -1.5,
        yes: false,
        day: '0001-01-01',
        at: '0001-01-01T00:00:00.000Z',
        more: [],
      },
      {
        id: -1,
        text: 'été \u{1f4f7} "x" \\ \n\t',
        number: 1e300,
        yes: true,
        day: '2024-02-29',
        at: '2024-02-29T23:59:59.999Z',
        more: { a: [1, null, { b: 'é' }] },
      },
      { id: 0, text: null, number: null, yes: null, day: null, at: null, more: null },
      {
        id: 9007199254740991,
        text: "it's",
        number: 0.1,
        yes: true,
        day: '9999-12-31',
        at: '2026-01-01T00:00:00.123456Z',
        more: 'text',
      },
      {
        id: '9007199254740993',
        text: 'a',
        number: 2,
        yes: true,
        day: '1969-12-31',
        at: '1969-12-31T23:59:59.999Z',
        more: 1.5,
      },
      {
        id: '9223372036854775807',
        text: 'b',
        number: 3,
        yes: true,
        day: '1970-01-01',
        at: '1970-01-01T00:00:00.000Z',
        more: true,
      },
    ];

    it('drops a table with its rows, once and again, and makes it anew empty', async () => {
      const table = await makeTable([{ name: 'id', type: 'INT64', required: true }]);
      await warehouse.load(table, { rows: [{ id: 1 }] }, { replaceAll: true });
      await warehouse.dropTable(table);
      await warehouse.dropTable(table);
      await warehouse.dropTable({ dataset: 'nowhere', name: 'nothing' });
      await assert.rejects(warehouse.load(table, { rows: [{ id: 2 }] }, { replaceAll: true }), NotFoundError);
      await warehouse.ensureTable(table);
      assert.deepEqual(await readAll(table), []);
      assert.equal((await warehouse.load(table, { rows: [{ id: 1 }] }, { replaceAll: true })).rows, 1);
      assert.deepEqual(await readAll(table), [{ id: 1 }]);
    });

    it('gives back values as they went in, 64 bits included', async () => {
      const table = await makeTable(everyType);
      assert.deepEqual(await warehouse.load(table, { rows }), { rows: rows.length });
      assert.deepEqual(await readAll(table), rows);
    });

    it('takes a missing value as null and adds to what is there', async () => {
      const table = await makeTable(everyType);
      await warehouse.load(table, { rows: [{ id: 1 }] });
      await warehouse.load(table, { rows: [{ id: 2, text: 'x' }] });
      assert.deepEqual(await warehouse.query(`SELECT id, text FROM contract.${table.name} ORDER BY id`), [
        { id: 1, text: null },
        { id: 2, text: 'x' },
      ]);
      assert.deepEqual(await warehouse.load(table, { rows: [] }), { rows: 0 });
    });

    it('loads objects of newline-delimited JSON, gzip too', async () => {
      const table = await makeTable(everyType);
      const lines = (from: readonly Row[]) => from.map((row) => `${JSON.stringify(row)}\n`).join('');
      await objects.write('contract-rows', 'a.ndjson', lines(rows.slice(0, 1)));
      await objects.write('contract-rows', 'a b?#%.ndjson', `${lines(rows.slice(1, 2))}{"id": 42, "text": "é"}`);
      const packed = gzipSync(`${lines(rows.slice(2))}{"id": "9007199254740995"}`);
      await objects.write('contract-rows', 'b.ndjson.gz', packed);
      const plain = { bucket: 'contract-rows', objects: ['a.ndjson', 'a b?#%.ndjson'] };
      assert.deepEqual(await warehouse.load(table, plain), { rows: 3 });
      const typed = { ...plain, objects: ['b.ndjson.gz'], sums: [sumOf(packed)] };
      assert.deepEqual(await warehouse.load(table, typed), { rows: rows.length - 1 });
      const ids = (await warehouse.query(`SELECT id FROM contract.${table.name} ORDER BY id`)).map((row) => row.id);
      assert.deepEqual(ids, [
        '-9223372036854775808',
        -1,
        0,
        42,
        9007199254740991,
        '9007199254740993',
        '9007199254740995',
        '9223372036854775807',
      ]);
    });

    const badObjects: [string, string, string | Uint8Array, typeof NotFoundError | typeof PermanentError][] = [
      ['is not there', 'none.ndjson', '', NotFoundError],
      ['is not JSON', 'broken.ndjson', '{"id": 1}\n{"id":', PermanentError],
      ['holds a list', 'list.ndjson', '[1]\n', PermanentError],
      ['is not gzip', 'plain.ndjson.gz', '{"id": 1}', PermanentError],
      ['is half a gzip', 'half.ndjson.gz', gzipSync('{"id": 1}\n'.repeat(100)).subarray(0, 25), PermanentError],
      ['holds a value that does not fit', 'unfit.ndjson', '{"id": 1}\n{"id": "x"}', PermanentError],
    ];
    for (const [what, object, body, failure] of badObjects) {
      it(`loads nothing when an object ${what}`, async () => {
        const table = await makeTable(everyType);
        await warehouse.load(table, { rows: [{ id: 7 }] });
        const good = object.endsWith('.gz') ? 'good.ndjson.gz' : 'good.ndjson';
        const line = '{"id": 1}\n';
        await objects.write('contract-bad', good, good.endsWith('.gz') ? gzipSync(line) : line);
        if (body !== '') await objects.write('contract-bad', object, body);
        const source = { bucket: 'contract-bad', objects: [good, object] };
        const known = [good.endsWith('.gz') ? gzipSync(line) : line, object.endsWith('.gz') ? gzipSync(line) : body];
        for (const sums of [undefined, known.map(sumOf)]) {
          await assert.rejects(
            warehouse.load(table, { ...source, ...(sums && { sums }) }, { replaceAll: true }),
            failure,
          );
        }
        assert.deepEqual(await warehouse.query(`SELECT id FROM contract.${table.name}`), [{ id: 7 }]);
      });
    }

    it('refuses to load gzip and plain objects at once, and names that stand for several objects', async () => {
      const table = await makeTable(everyType);
      await objects.write('contract-bad', 'good.ndjson', '{"id": 1}');
      await objects.write('contract-bad', 'good.ndjson.gz', gzipSync('{"id": 1}'));
      for (const names of [['good.ndjson', 'good.ndjson.gz'], ['good*']]) {
        await assert.rejects(warehouse.load(table, { bucket: 'contract-bad', objects: names }), InvalidRequestError);
      }
      assert.deepEqual(await readAll(table), []);
    });

    it('takes no object as no row, in place of what was there when asked to', async () => {
      const table = await makeTable(everyType);
      await warehouse.load(table, { rows: [{ id: 7 }] });
      const none = { bucket: 'contract-rows', objects: [] };
      assert.deepEqual(await warehouse.load(table, none), { rows: 0 });
      assert.deepEqual(await warehouse.query(`SELECT id FROM contract.${table.name}`), [{ id: 7 }]);
      assert.deepEqual(await warehouse.load(table, none, { replaceAll: true }), { rows: 0 });
      assert.deepEqual(await readAll(table), []);
    });

    const unfit: [ColumnType, JsonValue][] = [
      ['STRING', 1],
      ['STRING', true],
      ['INT64', 1.5],
      ['INT64', 2 ** 53],
      ['INT64', '9223372036854775808'],
      ['INT64', '1.0'],
      ['INT64', ''],
      ['INT64', true],
      ['FLOAT64', '1.5'],
      ['BOOL', 'true'],
      ['BOOL', 1],
      ['DATE', '2026-02-30'],
      ['DATE', '01/02/2026'],
      ['DATE', '2026-01-01T00:00:00Z'],
      ['TIMESTAMP', '2026-01-01'],
      ['TIMESTAMP', '2026-02-30T00:00:00Z'],
      ['TIMESTAMP', '2026-01-01T25:00:00Z'],
      ['TIMESTAMP', '2026-01-01T00:00:00'],
      ['TIMESTAMP', 1767225600],
    ];
    for (const [type, value] of unfit) {
      it(`refuses ${JSON.stringify(value)} as ${type}, naming table, column and value, and loads nothing`, async () => {
        const table = await makeTable([{ name: 'c', type }]);
        const given = (async function* () {
          yield { c: null };
          yield { c: value };
        })();
        await assert.rejects(warehouse.load(table, { rows: given }), (error) => {
          assert.ok(error instanceof PermanentError, String(error));
          for (const part of [table.name, 'c', JSON.stringify(value)])
            assert.ok(error.message.includes(part), error.message);
          return true;
        });
        assert.deepEqual(await readAll(table), []);
      });
    }

    it('refuses an empty required value and a column that the table does not have', async () => {
      const table = await makeTable(everyType);
      for (const row of [{}, { id: null }, { id: 1, unknown: 2 }]) {
        await assert.rejects(warehouse.load(table, { rows: [{ id: 1 }, row] }), PermanentError);
      }
      assert.deepEqual(await readAll(table), []);
    });

    it('loads nothing when the source of rows breaks, even late', async () => {
      const table = await makeTable([{ name: 'n', type: 'INT64' }]);
      await warehouse.load(table, { rows: [{ n: -1 }] });
      async function* breaking() {
        for (let n = 0; n < 10_000; n++) yield { n };
        throw new RangeError('the source broke');
      }
      await assert.rejects(warehouse.load(table, { rows: breaking() }, { replaceAll: true }), /the source broke/);
      assert.deepEqual(await readAll(table), [{ n: -1 }]);
    });

    for (const [type, at] of [
      ['DATE', (day: string) => day],
      ['TIMESTAMP', (day: string) => `${day}T23:59:59.999Z`],
    ] as const) {
      it(`replaces the rows of one day of a table partitioned by a ${type}`, async () => {
        const columns = [
          { name: 'n', type: 'INT64' },
          { name: 'at', type },
        ] as const;
        const table = await makeTable(columns, { partitionBy: 'at' });
        const row = (n: number, day: string) => ({ n, at: at(day) });
        await warehouse.load(table, {
          rows: [row(1, '2026-01-01'), row(2, '2026-01-02'), row(3, '2026-01-02'), row(4, '2026-01-03')],
        });
        const replaced = await warehouse.load(
          table,
          { rows: [row(5, '2026-01-02')] },
          { replacePartition: '2026-01-02' },
        );
        assert.deepEqual(replaced, { rows: 1 });
        const remaining = async () => (await readAll(table)).map(({ n }) => n);
        assert.deepEqual(await remaining(), [1, 4, 5]);
        const stray = { rows: [row(6, '2026-01-02'), row(7, '2026-01-03')] };
        await assert.rejects(warehouse.load(table, stray, { replacePartition: '2026-01-02' }), PermanentError);
        assert.deepEqual(await remaining(), [1, 4, 5]);
        await warehouse.load(table, { rows: [] }, { replacePartition: '2026-01-03' });
        assert.deepEqual(await remaining(), [1, 5]);
      });
    }

    it('replaces the whole table, and does not double a load that comes twice', async () => {
      const table = await makeTable([{ name: 'n', type: 'INT64' }]);
      const load = () => warehouse.load(table, { rows: [{ n: 1 }, { n: 2 }] }, { replaceAll: true });
      await load();
      await Promise.all([load(), load(), load()]);
      assert.deepEqual(await readAll(table), [{ n: 1 }, { n: 2 }]);
    });

    it('loads into several tables and one at once', async () => {
      const tables = await Promise.all(['a', 'b', 'c'].map(() => makeTable([{ name: 'n', type: 'INT64' }])));
      await Promise.all(tables.flatMap((table) => [1, 2, 3].map((n) => warehouse.load(table, { rows: [{ n }] }))));
      for (const table of tables) assert.deepEqual(await readAll(table), [{ n: 1 }, { n: 2 }, { n: 3 }]);
    });

    it('adds new columns and keeps what is there', async () => {
      const table = await makeTable([{ name: 'n', type: 'INT64' }]);
      await warehouse.load(table, { rows: [{ n: 1 }] });
      const grown: TableDefinition = {
        ...table,
        columns: [{ name: 'text', type: 'STRING', required: true }, ...table.columns],
      };
      await warehouse.ensureTable(grown);
      await warehouse.ensureTable(grown);
      await warehouse.ensureTable(table);
      await warehouse.load(grown, { rows: [{ n: 2, text: 'x' }] });
      await warehouse.load(table, { rows: [{ n: 3 }] });
      assert.deepEqual(await warehouse.query(`SELECT n, text FROM contract.${table.name} ORDER BY n`), [
        { n: 1, text: null },
        { n: 2, text: 'x' },
        { n: 3, text: null },
      ]);
    });

    it('says that a table is not there', async () => {
      const table: TableDefinition = { dataset: 'contract', name: 'nowhere', columns: [{ name: 'n', type: 'INT64' }] };
      await assert.rejects(warehouse.load(table, { rows: [{ n: 1 }] }), NotFoundError);
      await assert.rejects(warehouse.query('SELECT * FROM contract.nowhere'), NotFoundError);
    });

    describe('queries', () => {
      const table: TableDefinition = {
        dataset: 'contract',
        name: 'visits',
        columns: [
          { name: 'n', type: 'INT64' },
          { name: 'who', type: 'STRING' },
          { name: 'day', type: 'DATE' },
          { name: 'instant', type: 'TIMESTAMP' },
          { name: 'more', type: 'JSON' },
        ],
      };
      before(async () => {
        await warehouse.ensureTable(table);
        await warehouse.load(table, {
          rows: [
            { n: 1, who: 'Ana', day: '2026-01-31', instant: '2026-01-31T10:30:00.000Z', more: { a: 'x', b: [1] } },
            { n: 2, who: 'Bob', day: '2026-02-01', instant: '2026-02-01T00:00:00.000Z', more: {} },
            { n: 3, who: 'Ana', day: '2026-02-08', instant: '2026-02-08T23:59:59.999Z', more: null },
            { n: 4, who: null, day: null, instant: null, more: null },
          ],
        });
      });

      const answers: [string, QueryParameters, readonly JsonValue[]][] = [
        ['SELECT n AS x FROM contract.visits WHERE who = @who ORDER BY n', { who: 'Ana' }, [1, 3]],
        ['SELECT n AS x FROM `contract.visits` WHERE n = @n AND n < @m', { n: 2, m: 2.5 }, [2]],
        [
          'SELECT n AS x FROM `contract`.`visits` v WHERE v.who IN UNNEST(@names) ORDER BY n',
          { names: ['Bob', 'Zoe'] },
          [2],
        ],
        ['SELECT n AS x FROM contract.visits WHERE n IN UNNEST(@ns) ORDER BY n', { ns: [1, 4, 9] }, [1, 4]],
        ['SELECT n AS x FROM contract.visits WHERE n NOT IN UNNEST(@ns) ORDER BY n', { ns: [1, 4] }, [2, 3]],
        ['SELECT COUNT(*) AS x FROM contract.visits WHERE who IN UNNEST(@names)', { names: [] }, [0]],
        [
          'SELECT COUNT(*) AS x FROM contract.visits WHERE n IN UNNEST(@ns)',
          { ns: { type: 'INT64', values: [] } },
          [0],
        ],
        ['SELECT @big + 1 AS x', { big: { type: 'INT64', value: '9007199254740993' } }, ['9007199254740994']],
        ['SELECT n AS x FROM contract.visits WHERE day = @day', { day: { type: 'DATE', value: '2026-02-01' } }, [2]],
        [
          'SELECT n AS x FROM contract.visits WHERE day IN UNNEST(@days) ORDER BY n',
          { days: { type: 'DATE', values: ['2026-01-31', '2026-02-08'] } },
          [1, 3],
        ],
        [
          'SELECT n AS x FROM contract.visits WHERE instant >= @from ORDER BY n',
          { from: { type: 'TIMESTAMP', value: '2026-02-08T23:59:59.999Z' } },
          [3],
        ],
        ['SELECT COUNT(*) AS x FROM contract.visits WHERE who = @who', { who: null }, [0]],
        ['SELECT IFNULL(@n, n) AS x FROM contract.visits WHERE n = 1', { n: { type: 'INT64', value: null } }, [1]],
        ['SELECT COUNT(*) AS x FROM contract.visits WHERE n IN UNNEST(@ns)', { ns: [1, 2.5] }, [1]],
        ["SELECT '@who -- # `x` \"' AS x -- @nothing\n# @nothing\n/* @nothing ' */", {}, ['@who -- # `x` "']],
        ['SELECT "it\'s \\"quoted\\" \\n\\u00e9" AS x', {}, ['it\'s "quoted" \n\u00e9']],
        ["SELECT r'\\d+' AS x", {}, ['\\d+']],
        ['SELECT @flag AS x', { flag: true }, [true]],
        ['SELECT who AS x FROM contract.visits ORDER BY who, n LIMIT 2', {}, [null, 'Ana']],
        ['SELECT who AS x FROM contract.visits ORDER BY who DESC, n LIMIT 1', {}, ['Bob']],
        [
          'SELECT n AS x FROM contract.visits WHERE day >= CAST(@from AS DATE) AND day < DATE(@to) ORDER BY n',
          { from: '2026-02-01', to: '2026-02-08' },
          [2],
        ],
        [
          'SELECT n AS x FROM contract.visits WHERE instant > TIMESTAMP(@after) ORDER BY n',
          { after: '2026-02-01T00:00:00Z' },
          [3],
        ],
        ['SELECT COUNTIF(who = "Ana") AS x FROM contract.visits', {}, [2]],
        ['SELECT COUNTIF(who = "Ana") AS x FROM contract.visits WHERE who IS NULL', {}, [0]],
        ['SELECT SUM(n) AS x FROM contract.visits', {}, [10]],
        ['SELECT AVG(n) AS x FROM contract.visits', {}, [2.5]],
        ['SELECT SAFE_DIVIDE(n, n - 1) AS x FROM contract.visits WHERE n < 3 ORDER BY n', {}, [null, 2]],
        ['SELECT 1 / 2 AS x', {}, [0.5]],
        ['SELECT DIV(7, 2) AS x', {}, [3]],
        ['SELECT 1.5 AS x', {}, [1.5]],
        ['SELECT IFNULL(who, "-") AS x FROM contract.visits WHERE n = 4', {}, ['-']],
        ['SELECT IF(n > 2, "many", "few") AS x FROM contract.visits WHERE n = 3', {}, ['many']],
        ['SELECT CONCAT("a", who) AS x FROM contract.visits WHERE n >= 3 ORDER BY n', {}, ['aAna', null]],
        ["SELECT FORMAT_DATE('%Y-%m', day) AS x FROM contract.visits WHERE n = 1", {}, ['2026-01']],
        [
          "SELECT FORMAT_TIMESTAMP('%F %T', instant) AS x FROM contract.visits WHERE n = 1",
          {},
          ['2026-01-31 10:30:00'],
        ],
        ["SELECT PARSE_DATE('%d/%m/%Y', '03/02/2026') AS x", {}, ['2026-02-03']],
        [
          'SELECT DATE_TRUNC(day, MONTH) AS x FROM contract.visits WHERE n <= 2 ORDER BY n',
          {},
          ['2026-01-01', '2026-02-01'],
        ],
        [
          'SELECT DATE_TRUNC(day, WEEK) AS x FROM contract.visits WHERE n <= 3 ORDER BY n',
          {},
          ['2026-01-25', '2026-02-01', '2026-02-08'],
        ],
        [
          'SELECT DATE_TRUNC(day, WEEK(MONDAY)) AS x FROM contract.visits WHERE n <= 2 ORDER BY n',
          {},
          ['2026-01-26', '2026-01-26'],
        ],
        ['SELECT DATE_TRUNC(day, ISOWEEK) AS x FROM contract.visits WHERE n = 2', {}, ['2026-01-26']],
        ["SELECT DATE_DIFF(day, DATE '2026-01-01', DAY) AS x FROM contract.visits WHERE n = 2", {}, [31]],
        ["SELECT DATE_DIFF(DATE '2026-02-01', DATE '2026-01-31', MONTH) AS x", {}, [1]],
        ["SELECT DATE_DIFF(DATE '2026-02-01', DATE '2026-01-31', WEEK) AS x", {}, [1]],
        ["SELECT DATE_DIFF(DATE '2026-02-01', DATE '2026-01-31', ISOWEEK) AS x", {}, [0]],
        ['SELECT DATE_ADD(day, INTERVAL 1 MONTH) AS x FROM contract.visits WHERE n = 1', {}, ['2026-02-28']],
        ['SELECT DATE_SUB(day, INTERVAL @days DAY) AS x FROM contract.visits WHERE n = 2', { days: 1 }, ['2026-01-31']],
        [
          'SELECT TIMESTAMP_TRUNC(instant, HOUR) AS x FROM contract.visits WHERE n = 1',
          {},
          ['2026-01-31T10:00:00.000Z'],
        ],
        [
          "SELECT TIMESTAMP_DIFF(instant, TIMESTAMP '2026-01-31 10:00:30', MINUTE) AS x FROM contract.visits WHERE n = 1",
          {},
          [29],
        ],
        ['SELECT DATE(instant) AS x FROM contract.visits WHERE n = 3', {}, ['2026-02-08']],
        ['SELECT EXTRACT(DAYOFWEEK FROM day) AS x FROM contract.visits WHERE n <= 2 ORDER BY n', {}, [7, 1]],
        ['SELECT EXTRACT(ISOWEEK FROM day) AS x FROM contract.visits WHERE n = 2', {}, [5]],
        ['SELECT EXTRACT(YEAR FROM day) AS x FROM contract.visits WHERE n = 2', {}, [2026]],
        [
          "SELECT d AS x FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2026-01-31', DATE '2026-02-01')) AS d ORDER BY d",
          {},
          ['2026-01-31', '2026-02-01'],
        ],
        ["SELECT SAFE_CAST('x' AS INT64) AS x", {}, [null]],
        ["SELECT CAST('1.5' AS FLOAT64) AS x", {}, [1.5]],
        ["SELECT REGEXP_CONTAINS('tournee 12', r'\\d{2}') AS x", {}, [true]],
        ["SELECT JSON_VALUE(more, '$.a') AS x FROM contract.visits WHERE n <= 2 ORDER BY n", {}, ['x', null]],
        ['SELECT more AS x FROM contract.visits WHERE n = 1', {}, [{ a: 'x', b: [1] }]],
        ['SELECT LOGICAL_OR(n = 3) AS x FROM contract.visits', {}, [true]],
        ['SELECT ARRAY_AGG(n ORDER BY n) AS x FROM contract.visits', {}, [[1, 2, 3, 4]]],
        ['SELECT COUNT(DISTINCT who) AS x FROM contract.visits', {}, [2]],
        ['SELECT x FROM (SELECT * EXCEPT(who, day, instant, more), n AS x FROM contract.visits) WHERE x = 1', {}, [1]],
        ["SELECT CAST('9007199254740993' AS INT64) AS x", {}, ['9007199254740993']],
        ['WITH v AS (SELECT n FROM contract.visits) SELECT MAX(n) AS x FROM v', {}, [4]],
      ];
      for (const [sql, parameters, expected] of answers) {
        it(`answers ${sql.replaceAll('\n', ' ')}`, async () => {
          const found = await warehouse.query(sql, parameters);
          assert.deepEqual(
            found.map((row) => row.x),
            expected,
          );
        });
      }

      it('streams what it answers, column by column, in the order asked', async () => {
        const many: TableDefinition = { ...table, name: 'many' };
        await warehouse.ensureTable(many);
        // As long as DuckDB keeps within a vector, one longer, of two, three and four bytes a character.
        const texts = [
          'é',
          '',
          'twelve bytes',
          'thirteen byte',
          'N’GUESSAN',
          'OUÉDRAOGO N’GUESSAN et fils',
          '𝒳',
          'DOUZE É 𝒳 et treize',
        ];
        const loaded = Array.from({ length: 5000 }, (_, n) => ({
          n: n % 7 === 0 ? null : n,
          who: n % 5 === 0 ? null : `${texts[n % texts.length]}${n % 11 === 0 ? '' : n}`,
          day: n % 3 === 0 ? null : '2026-01-31',
          instant:
            n % 4 === 0
              ? null
              : `${n % 3 === 0 ? '1969-12-31' : '2026-01-31'}T10:30:00.${n % 8 === 1 ? '000' : '123'}Z`,
          more: n % 2 === 0 ? { a: [n] } : null,
        }));
        await warehouse.load(many, { rows: loaded });
        const sql =
          'SELECT n, who, day, instant, more, n / 2 AS half, n > 5 AS above FROM contract.many WHERE n > @n ORDER BY n';
        const streamed: Record<string, JsonValue>[] = [];
        for await (const { names, columns, rows } of warehouse.stream(sql, { n: 3 })) {
          assert.deepEqual(names, ['n', 'who', 'day', 'instant', 'more', 'half', 'above']);
          for (let row = 0; row < rows; row++)
            streamed.push(Object.fromEntries(names.map((name, index) => [name, columns[index]?.at(row) ?? null])));
        }
        assert.deepEqual(streamed, await warehouse.query(sql, { n: 3 }));
        assert.ok(streamed.length > 4000);
      });

      it('streams a result without rows as one batch that has its columns', async () => {
        const batches = await drain(warehouse.stream('SELECT n, who FROM contract.visits WHERE n > 99'));
        assert.deepEqual(batches, [{ names: ['n', 'who'], rows: 0, columns: [[], []] }]);
        await assert.rejects(drain(warehouse.stream('SELECT nope FROM contract.visits')), InvalidRequestError);
      });

      it('lets go of a stream that is not read to its end', async () => {
        for (let time = 0; time < 20; time++) {
          for await (const { rows } of warehouse.stream('SELECT n FROM contract.visits')) {
            assert.ok(rows > 0);
            break;
          }
        }
        assert.equal((await warehouse.query('SELECT COUNT(*) AS x FROM contract.visits'))[0]?.x, 4);
      });

      const refused: [string, string][] = [
        ['a parameter that is not given', 'SELECT @none AS x'],
        ['an unknown column', 'SELECT nope FROM contract.visits'],
        ['an unknown function', 'SELECT NO_SUCH_FUNCTION(n) AS x FROM contract.visits'],
        ['what is not SQL', 'SELEC 1'],
        ['another statement than SELECT', 'DROP TABLE contract.visits'],
        ['two statements', 'SELECT 1; DROP TABLE contract.visits'],
        ['a value that cannot be cast', "SELECT CAST('x' AS INT64) AS x"],
      ];
      for (const [what, sql] of refused) {
        it(`refuses ${what}`, async () => {
          await assert.rejects(warehouse.query(sql), InvalidRequestError);
          assert.equal((await warehouse.query('SELECT COUNT(*) AS x FROM contract.visits'))[0]?.x, 4);
        });
      }
    });
  });
}

function sumOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
