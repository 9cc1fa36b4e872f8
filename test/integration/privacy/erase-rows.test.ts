import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eraseRows } from '../../../shared/cli/erase/erase-rows.ts';
import { createNameEraser } from '../../../shared/domain/privacy/name-eraser.ts';
import type { TableDefinition } from '../../../shared/ports/warehouse.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { embeddedCloud } from '../../../shared/wiring/embedded-cloud.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const calls: TableDefinition = {
  dataset: 'fiches',
  name: 'calls',
  columns: [
    { name: 'called', type: 'DATE' },
    { name: 'subscriber', type: 'STRING' },
  ],
  partitionBy: 'called',
};

const rows = [
  { called: '2026-11-20', subscriber: 'Zoé Prado' },
  { called: '2026-11-21', subscriber: 'Jean Autre' },
  { called: null, subscriber: 'Jean Autre' },
];

for (const [where, more] of [
  ['in days only', []],
  ['in a row without a day too', [{ called: null, subscriber: 'PRADO Zoé' }]],
] as const) {
  test(`a person ${where} is taken out of a table by days, and every row stays`, async (t) => {
    const folder = await temporaryFolder();
    t.after(async () => {
      await runShutdownHooks();
      await folder.remove();
    });
    const { warehouse } = embeddedCloud(folder.path);
    await warehouse.ensureTable(calls);
    await warehouse.load(calls, { rows: [...rows, ...more] }, { replaceAll: true });
    const eraser = createNameEraser(['Zoé Prado']);
    const held = 1 + more.length;
    assert.equal(await eraseRows(warehouse, calls, eraser, false), held, 'it is only looked for');
    assert.equal(await eraseRows(warehouse, calls, eraser, true), held);
    assert.equal(await eraseRows(warehouse, calls, eraser, true), 0);
    const kept = await warehouse.query('SELECT called, subscriber FROM fiches.calls ORDER BY called, subscriber');
    assert.equal(kept.length, rows.length + more.length);
    assert.equal(kept.filter(({ subscriber }) => subscriber === 'Jean Autre').length, 2);
    assert.doesNotMatch(JSON.stringify(kept), /prado/i);
  });
}
