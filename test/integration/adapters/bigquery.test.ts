import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createBigqueryWarehouse } from '../../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { createGoogleObjects } from '../../../shared/adapters/google-storage/google-objects.ts';
import { InvalidRequestError, PermanentError, StorageFullError } from '../../../shared/ports/failures.ts';
import type { ObjectStore } from '../../../shared/ports/objects.ts';
import type { Row, TableDefinition } from '../../../shared/ports/warehouse.ts';
import { type BigqueryDouble, startBigqueryDouble } from '../../contract/doubles/bigquery/bigquery-double.ts';
import type { HttpDouble } from '../../contract/doubles/http-double.ts';
import { startMetadataDouble } from '../../contract/doubles/metadata-double.ts';
import { type StorageDouble, startStorageDouble } from '../../contract/doubles/storage/storage-double.ts';
import { testClient } from '../../contract/doubles/test-client.ts';

describe('BigQuery when things go wrong, or come twice', () => {
  let metadata: HttpDouble;
  let storage: StorageDouble;
  let double: BigqueryDouble;
  let objects: ObjectStore;
  let warehouse: ReturnType<typeof createBigqueryWarehouse>;
  let tables = 0;

  before(async () => {
    metadata = await startMetadataDouble();
    storage = await startStorageDouble();
    storage.makeBucket('acme-rows');
    double = await startBigqueryDouble(storage.objects);
    objects = createGoogleObjects({ bucketPrefix: 'acme-', client: testClient(storage) });
    warehouse = createBigqueryWarehouse({
      bucketPrefix: 'acme-',
      objects,
      client: testClient(double),
      maximumBytesBilled: 2000,
    });
  });
  beforeEach(() => {
    double.faults.length = 0;
    double.requests.length = 0;
  });
  after(async () => {
    await double.close();
    await storage.close();
    await metadata.close();
  });

  async function makeTable(facts: Partial<TableDefinition> = {}): Promise<TableDefinition> {
    const columns = [
      { name: 'n', type: 'INT64' },
      { name: 'day', type: 'DATE' },
    ] as const;
    const table = { dataset: 'fleet', name: `t${++tables}`, columns, ...facts };
    await warehouse.ensureTable(table);
    return table;
  }
  const numbers = async ({ name }: TableDefinition) =>
    (await warehouse.query(`SELECT n FROM fleet.${name} ORDER BY n`)).map(({ n }) => n);
  /** How many jobs the work starts. */
  async function countJobs(work: () => Promise<unknown>): Promise<number> {
    const count = double.jobs.ids().length;
    await work();
    return double.jobs.ids().length - count;
  }

  it('adds the same objects once, however often and at once it is asked, and again when they were written anew', async () => {
    const table = await makeTable();
    await objects.write('rows', 'a.ndjson', '{"n": 1}\n{"n": 2}\n');
    const load = () => warehouse.load(table, { bucket: 'rows', objects: ['a.ndjson'] });
    const jobs = await countJobs(async () => {
      assert.deepEqual(await Promise.all([load(), load()]), [{ rows: 2 }, { rows: 2 }]);
      assert.deepEqual(await load(), { rows: 2 });
    });
    assert.equal(jobs, 1);
    assert.deepEqual(await numbers(table), [1, 2]);
    await objects.write('rows', 'a.ndjson', '{"n": 1}\n{"n": 2}\n');
    await load();
    assert.deepEqual(await numbers(table), [1, 1, 2, 2]);
  });

  it('adds the same rows as often as they are given: two equal ones may both be meant', async () => {
    const table = await makeTable();
    for (let time = 0; time < 2; time++) await warehouse.load(table, { rows: [{ n: 1 }] });
    assert.deepEqual(await numbers(table), [1, 1]);
  });

  it('replaces with what was there before too: an old job of the same content is no excuse', async () => {
    const table = await makeTable({ partitionBy: 'day' });
    const mode = { replacePartition: '2026-11-24' };
    for (const n of [1, 2, 1]) {
      await warehouse.load(table, { rows: [{ n, day: '2026-11-24' }] }, mode);
      assert.deepEqual(await numbers(table), [n]);
    }
    await objects.write('rows', 'day.ndjson', '{"n": 3, "day": "2026-11-24"}');
    for (const n of [3, 4, 3]) {
      const source = n === 3 ? { bucket: 'rows', objects: ['day.ndjson'] } : { rows: [{ n, day: '2026-11-24' }] };
      await warehouse.load(table, source, mode);
      assert.deepEqual(await numbers(table), [n]);
    }
  });

  it('replaces a partitioned and clustered table whole, with the columns that this definition does not know', async () => {
    const table = await makeTable({ partitionBy: 'day', clusterBy: ['n'] });
    const wider = { ...table, columns: [...table.columns, { name: 'more', type: 'STRING' }] } as const;
    await warehouse.ensureTable(wider);
    await warehouse.load(wider, { rows: [{ n: 1, day: '2026-11-24', more: 'x' }] });
    await warehouse.load(table, { rows: [{ n: 2, day: '2026-11-24' }] }, { replaceAll: true });
    assert.deepEqual(await warehouse.query(`SELECT * FROM fleet.${table.name}`), [
      { n: 2, day: '2026-11-24', more: null },
    ]);
  });

  it('tries a job that failed by itself again under the next id', async () => {
    const table = await makeTable();
    double.jobs.failures.push({ reason: 'backendError', message: 'try again' });
    const jobs = await countJobs(() => warehouse.load(table, { rows: [{ n: 1 }] }));
    assert.equal(jobs, 2);
    assert.deepEqual(
      double.jobs
        .ids()
        .slice(-2)
        .map((id) => id.slice(-2)),
      ['-1', '-2'],
    );
    assert.deepEqual(await numbers(table), [1]);
  });

  it('gives a load that failed for good the next id when it is asked again', async () => {
    const table = await makeTable();
    await objects.write('rows', 'later.ndjson', '{"n": 1}');
    const load = () => warehouse.load(table, { bucket: 'rows', objects: ['later.ndjson'] });
    double.jobs.failures.push({ reason: 'invalid', message: 'Error while reading data' });
    await assert.rejects(load(), (error) => error instanceof PermanentError && error.message.includes(table.name));
    assert.deepEqual(await load(), { rows: 1 });
    assert.deepEqual(await numbers(table), [1]);
  });

  for (const kind of ['lost', 'reset', 503] as const) {
    it(`loads once when an answer is ${kind}`, async () => {
      const table = await makeTable();
      await objects.write('rows', `${kind}.ndjson`, '{"n": 1}');
      double.faults.push({ matches: /^POST \/bigquery.*\/jobs/, kind, times: 1 });
      assert.deepEqual(await warehouse.load(table, { bucket: 'rows', objects: [`${kind}.ndjson`] }), { rows: 1 });
      double.faults.push({ matches: /upload_id=/, kind, times: 2 });
      assert.deepEqual(await warehouse.load(table, { rows: [{ n: 2 }] }), { rows: 1 });
      double.faults.push({ matches: /^POST .*queries/, kind, times: 1 });
      assert.deepEqual(await numbers(table), [1, 2]);
    });
  }

  const longTexts = (count: number): Row[] =>
    Array.from({ length: count }, (_, n) => ({ n, text: randomBytes(750_000).toString('base64') }));
  const texts = {
    columns: [
      { name: 'n', type: 'INT64' },
      { name: 'text', type: 'STRING' },
    ],
  } as const;

  it('sends many rows in parts, and starts no job when their source breaks between two', async () => {
    const table = await makeTable(texts);
    double.faults.push({ matches: /upload_id=/, kind: 'lost', times: 1, spared: 1 });
    assert.deepEqual(await warehouse.load(table, { rows: longTexts(13) }), { rows: 13 });
    assert.ok(double.requests.filter((line) => line.includes('upload_id=')).length >= 3);
    async function* breaking() {
      yield* longTexts(13);
      throw new RangeError('the source broke');
    }
    const jobs = await countJobs(() =>
      assert.rejects(warehouse.load(table, { rows: breaking() }, { replaceAll: true }), /the source broke/),
    );
    assert.equal(jobs, 0);
    assert.equal((await numbers(table)).length, 13);
  });

  it('refuses objects with a row of another day, and says what BigQuery said', async () => {
    const table = await makeTable({ partitionBy: 'day' });
    await objects.write('rows', 'stray.ndjson', '{"n": 1, "day": "2026-11-24"}\n{"n": 2, "day": "2026-11-25"}');
    await assert.rejects(
      warehouse.load(table, { bucket: 'rows', objects: ['stray.ndjson'] }, { replacePartition: '2026-11-24' }),
      (error) =>
        error instanceof PermanentError &&
        /different partitions/.test(error.message) &&
        error.message.includes(table.name),
    );
    await objects.write('rows', 'unfit.ndjson', '{"n": "many"}');
    await assert.rejects(
      warehouse.load(table, { bucket: 'rows', objects: ['unfit.ndjson'] }),
      (error) =>
        error instanceof PermanentError && /\bn\b.*many/.test(error.message) && error.message.includes(table.name),
    );
  });

  it('takes two who add columns at the same time, and refuses what would make another table of it', async () => {
    const table = await makeTable();
    const wider = (name: string) => ({ ...table, columns: [...table.columns, { name, type: 'STRING' as const }] });
    await Promise.all([
      warehouse.ensureTable(wider('a')),
      warehouse.ensureTable(wider('b')),
      warehouse.ensureTable(wider('c')),
    ]);
    await warehouse.query(`SELECT a, b, c FROM fleet.${table.name}`);
    await assert.rejects(warehouse.ensureTable({ ...table, partitionBy: 'day' }), InvalidRequestError);
    const retyped = { ...table, columns: [{ name: 'n', type: 'STRING' as const }] };
    await assert.rejects(warehouse.ensureTable(retyped), /column fleet\.t\d+\.n is INT64 already, not STRING/);
  });

  it('says what a query would read, and refuses one that would cost too much', async () => {
    const table = await makeTable();
    await warehouse.load(table, { rows: Array.from({ length: 20 }, (_, n) => ({ n })) });
    const sql = `SELECT n FROM fleet.${table.name} WHERE n < @most`;
    assert.equal(await warehouse.estimateBytes(sql, { most: 5 }), 2000);
    assert.equal((await warehouse.query(sql, { most: 5 })).length, 5);
    await warehouse.load(table, { rows: [{ n: 11 }] });
    await assert.rejects(warehouse.query(sql, { most: 5 }), /limit for bytes billed/);
  });

  it('does not even send what is no SELECT', async () => {
    for (const sql of [
      'DROP TABLE fleet.t1',
      'SELECT 1; DROP TABLE fleet.t1',
      '-- SELECT\nDELETE FROM fleet.t1 WHERE TRUE',
    ])
      await assert.rejects(warehouse.query(sql), InvalidRequestError);
    assert.deepEqual(double.requests, []);
  });

  it('says which roles are missing, and that a quota is used up, and calls neither permanent', async () => {
    const table = await makeTable();
    double.faults.push({ matches: /./, kind: 403, times: 1 });
    await assert.rejects(
      warehouse.query('SELECT 1 AS x'),
      (error) => error instanceof Error && !(error instanceof PermanentError) && /roles\/bigquery/.test(error.message),
    );
    double.jobs.failures.push({
      reason: 'quotaExceeded',
      message: 'Exceeded rate limits: too many loads for this table',
    });
    await assert.rejects(warehouse.load(table, { rows: [{ n: 1 }] }), StorageFullError);
  });
});
