import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { createSnapshotEngine } from '../../../functions/serve-visites/engines/snapshot-engine.ts';
import { createWarehouseEngine } from '../../../functions/serve-visites/engines/warehouse-engine.ts';
import { createDuckdbWarehouse } from '../../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { createRandom } from '../../../shared/demo/data/random.ts';
import { warehouseTable } from '../../../shared/domain/delivery/delivery-table.ts';
import { breakdowns, pages } from '../../../shared/domain/visites/analytics/breakdowns.ts';
import { select } from '../../../shared/domain/visites/analytics/selection.ts';
import { visitesSet } from '../../../shared/domain/visites/visites-tables.ts';
import { beginSnapshot, dropSnapshot, readSnapshot } from '../../../shared/pipeline/visites/snapshot-objects.ts';
import { NotFoundError } from '../../../shared/ports/failures.ts';
import type { Row } from '../../../shared/ports/warehouse.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { inOneOrder } from '../../visites/in-one-order.ts';
import { randomQuestion } from '../../visites/random-questions.ts';
import { randomTables, type Tables } from '../../visites/random-tables.ts';

const dataSets = process.env.TERRAIN_EXHAUSTIVE === '1' ? 200 : 3;
const questionsEach = process.env.TERRAIN_EXHAUSTIVE === '1' ? 60 : 24;

const folder = await temporaryFolder();
const objects = createFileObjects(folder.path);
const warehouse = createDuckdbWarehouse(path.join(folder.path, 'warehouse.duckdb'), { objects });
after(async () => {
  await warehouse.close();
  await folder.remove();
});

test('the snapshot and the warehouse count every cell of every page alike', async () => {
  const engines = [
    createSnapshotEngine(objects),
    createWarehouseEngine((sql, parameters) => warehouse.query(sql, parameters)),
  ];
  for (let seed = 0; seed < dataSets; seed++) {
    await store(randomTables(seed, 80), String(seed));
    const [ours, theirs] = await Promise.all(engines.map((engine) => engine.open(String(seed))));
    assert.ok(ours !== undefined && theirs !== undefined);
    for (const page of pages) {
      const random = createRandom('engines', seed, page);
      for (let count = 0; count < questionsEach / pages.length; count++) {
        const { filters, caller, body } = randomQuestion(random, page);
        const selection = select(filters, caller, ours.reference);
        assert.deepEqual(select(filters, caller, theirs.reference), selection);
        const found = inOneOrder(await ours.count(page, selection));
        const wanted = inOneOrder(await theirs.count(page, selection));
        assert.deepEqual(found, wanted, `data set ${seed}: ${page} ${JSON.stringify({ body, caller })}`);
        assert.deepEqual(Object.keys(found), Object.keys(breakdowns[page]));
      }
    }
  }
});

test('a snapshot that was dropped, or never written, is not found', async () => {
  await store(randomTables(1), 'dropped');
  assert.ok((await readSnapshot(objects, 'dropped')).users);
  await dropSnapshot(objects, 'dropped');
  await dropSnapshot(objects, 'dropped');
  await assert.rejects(readSnapshot(objects, 'dropped'), NotFoundError);
});

/** The rows as an import leaves them: tables in the warehouse, and a snapshot. */
async function store(tables: Tables, version: string): Promise<void> {
  const snapshot = beginSnapshot(objects, version);
  const all = new Map<string, readonly Row[]>(Object.entries(tables));
  for (const table of visitesSet.tables) {
    const rows = all.get(table.name) ?? [];
    await warehouse.ensureTable(warehouseTable(visitesSet, table));
    await warehouse.load(warehouseTable(visitesSet, table), { rows }, { replaceAll: true });
    snapshot.add(table.name, rows);
  }
  await snapshot.finish();
}
