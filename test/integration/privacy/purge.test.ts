import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPurgeExpired } from '../../../functions/purge-expired/purge-expired.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { openMemory } from '../../../shared/pipeline/memory.ts';
import { toDocument } from '../../../shared/ports/documents.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { requireIndexes } from '../../../shared/wiring/indexes.ts';
import { sampleIntervention } from '../../console/seed-console.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const today = new Date().toISOString().slice(0, 10);

test('what has expired goes, what has not stays, and a second night changes nothing', async () => {
  const folder = await temporaryFolder();
  const database = openDatabase(`${folder.path}/documents.sqlite`);
  try {
    const documents = requireIndexes(createSqliteDocuments(database));
    const memory = openMemory(documents);
    const objects = createFileObjects(folder.path);
    const keep = async (reference: string, daysAgo: number) =>
      documents.set(
        'interventions',
        reference,
        toDocument(sampleIntervention(reference, addDays(today, -daysAgo), 7, { columns: { fiche: 'x' } })),
      );
    for (const [reference, daysAgo] of [
      ['old', 91],
      ['older', 120],
      ['young', 89],
    ] as const)
      await keep(reference, daysAgo);
    const at = (daysAgo: number) => `${addDays(today, -daysAgo)}T08:00:00.000Z`;
    await documents.set('rejected', 'old', { at: at(91), replayedAt: null });
    await documents.set('rejected', 'young', { at: at(89), replayedAt: null });
    await documents.set('reservation-operations', 'old', { at: at(8) });
    await documents.set('reservation-operations', 'young', { at: at(6) });
    await documents.set('reservation-events', 'old', { doneAt: at(31) });
    await documents.set('reservation-events', 'young', { doneAt: at(29) });
    await documents.set('reservation-events', 'untold', { doneAt: null });
    await objects.write('imports', 'visites/today.csv', 'x');
    const purge = createPurgeExpired({
      documents,
      memory,
      objects,
      clock: { now: () => new Date() },
      photosBucket: 'photos',
      tablesBucket: 'portal-tables',
      peopleBuckets: ['imports', 'exports'],
      photoRetentionDays: 0,
    });
    const lines: string[] = [];
    const context = { logger: createLogger({ function: 'purge-expired', write: (line) => lines.push(line) }) };
    await purge({}, context);
    const customers = async () =>
      (await memory.query()).map(({ id, value }) => [id, value.client, Object.keys(value.columns).length, value.state]);
    assert.deepEqual(await customers(), [
      ['old', '', 0, 'livre'],
      ['older', '', 0, 'livre'],
      ['young', 'Mme Personne', 1, 'livre'],
    ]);
    for (const collection of ['rejected', 'reservation-operations']) {
      const left = (await documents.query(collection)).map(({ id }) => id);
      assert.deepEqual(left, ['young'], collection);
    }
    const events = (await documents.query('reservation-events')).map(({ id }) => id);
    assert.deepEqual(events, ['untold', 'young']);
    assert.notEqual(await objects.stat('imports', 'visites/today.csv'), undefined);
    await purge({}, context);
    assert.match(lines.at(-1) ?? '', /"documents":0,"customers":0/);
  } finally {
    database.close();
    await folder.remove();
  }
});
