import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { createCloseRun } from '../../../functions/close-run/close-run.ts';
import { createCollectInterventions } from '../../../functions/collect-interventions/collect-interventions.ts';
import { openCollectLease } from '../../../functions/collect-interventions/collect-lease.ts';
import { createKeepRejected } from '../../../functions/keep-rejected/keep-rejected.ts';
import { createDuckdbWarehouse } from '../../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import { newIntervention } from '../../../shared/domain/interventions/merge-row.ts';
import { newRun } from '../../../shared/domain/interventions/run.ts';
import { finishStage } from '../../../shared/domain/interventions/stage-progress.ts';
import { openMemory, openRuns } from '../../../shared/pipeline/memory.ts';
import type { DocumentStore } from '../../../shared/ports/documents.ts';
import { type Portal, PortalLoginRefusedError } from '../../../shared/ports/portal.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const logger = createLogger({ function: 'test', write: () => undefined });
const clock = { now: () => new Date('2026-11-24T06:00:00.000Z') };
const row = (reference: string) => ({
  reference,
  client: '',
  date: '2026-11-23',
  time: '',
  departement: '',
  jeton: '',
  technicians: [],
  columns: {},
});

/** A portal, somebody else's, that lists what the test says. */
const portalListing = (rows: Portal['listDay']): Portal => ({
  listDay: rows,
  readRecord: () => Promise.reject(new Error('not asked here')),
  readDocumentNames: () => Promise.reject(new Error('not asked here')),
  close: () => Promise.resolve(),
});
const nothing = async (day: string) => ({
  day,
  rows: [],
  rejects: [],
  raw: { bytes: new Uint8Array(), extension: 'csv' as const, contentType: 'text/csv' },
  warnings: [],
});

async function arrange(portal: Portal) {
  const folder = await temporaryFolder();
  const stored = createSqliteDocuments(new DatabaseSync(':memory:'));
  const scans: string[] = [];
  const documents: DocumentStore = {
    ...stored,
    query(collection, query) {
      if (collection === 'interventions') scans.push(query?.where?.[0]?.field ?? 'all');
      return stored.query(collection, query);
    },
  };
  const memory = openMemory(documents);
  const runs = openRuns(documents);
  const published: { topic: string; reference: string | undefined }[] = [];
  const publisher = {
    async publish(topic: string, { reference }: { readonly [key: string]: unknown }) {
      published.push({ topic, reference: typeof reference === 'string' ? reference : undefined });
      return 'id';
    },
  };
  const objects = createFileObjects(folder.path);
  const warehouse = createDuckdbWarehouse(`${folder.path}/warehouse.duckdb`, { objects });
  const lease = openCollectLease(documents, clock, 'test');
  const { count, counted } = openTally();
  const collect = createCollectInterventions({
    portal,
    objects,
    bucket: 'portal-tables',
    memory,
    runs,
    lease,
    publisher,
    clock,
    count,
    zone: 'Europe/Paris',
  });
  return {
    documents,
    scans,
    memory,
    runs,
    published,
    counted,
    warehouse,
    collect: (runId: string) => collect({ runId }, { publishedAt: '2026-11-24T06:00:00.000Z', attributes: {}, logger }),
    closeRun: createCloseRun({ documents, memory, runs, warehouse, clock, count }),
    keepRejected: createKeepRejected({ documents, memory, runs, publisher, clock, count }),
    async remove() {
      await warehouse.close();
      await folder.remove();
    },
  };
}

const deadLetter = (reference: string) => ({
  messageId: `dead-${reference}`,
  topic: 'dead-send-intervention',
  publishedAt: '2026-11-23T10:00:00.000Z',
  attributes: {},
  logger,
});

test('what one day gave up, the next day finishes first, each from its first unfinished stage', async (t) => {
  const day = await arrange(portalListing(nothing));
  t.after(day.remove);
  const { memory, runs, published } = day;
  const yesterday = newRun('2026-11-23', '2026-11-23', '2026-11-23T07:00:00.000Z');
  await runs.set('run-1', { ...yesterday, collect: { ...yesterday.collect, status: 'fait' } });
  const fresh = newIntervention(row('A'), 'run-1', '2026-11-23T07:00:00.000Z');
  await memory.set(documentId('A'), fresh);
  const named = finishStage(
    finishStage(fresh, 'photos', '2026-11-23T08:00:00.000Z'),
    'names',
    '2026-11-23T08:00:00.000Z',
  );
  await memory.set(documentId('B'), { ...named, reference: 'B' });

  for (const reference of ['A', 'B']) {
    await day.keepRejected({ runId: 'run-1', reference }, deadLetter(reference));
  }
  await day.closeRun({ runId: 'run-1' }, { logger });
  assert.equal((await runs.get('run-1'))?.status, 'incomplet');
  assert.equal((await memory.get(documentId('A')))?.state, 'en_attente');

  published.length = 0;
  await day.collect('run-2');
  assert.deepEqual(published, [
    { topic: 'intervention-collected', reference: 'A' },
    { topic: 'names-collected', reference: 'B' },
    { topic: 'run-close-due', reference: undefined },
  ]);
  assert.equal((await memory.get(documentId('B')))?.runId, 'run-2');

  // The same message again is the same run: it takes nothing over twice.
  published.length = 0;
  await day.collect('run-2');
  assert.deepEqual(published, [{ topic: 'run-close-due', reference: undefined }]);
});

test('what a try took over before it failed is counted as resumed by the run', async (t) => {
  let listed = 0;
  const day = await arrange(
    portalListing((asked) => {
      listed += 1;
      return listed === 1 ? Promise.reject(new Error('page de maintenance')) : nothing(asked);
    }),
  );
  t.after(day.remove);
  const waiting = newIntervention(row('A'), 'run-1', '2026-11-23T07:00:00.000Z');
  await day.memory.set(documentId('A'), { ...waiting, state: 'en_attente' });
  await assert.rejects(day.collect('run-2'), /maintenance/);
  await day.collect('run-2');
  await day.keepRejected({ runId: 'run-2', reference: 'A' }, deadLetter('A'));
  await day.closeRun({ runId: 'run-2' }, { logger });
  assert.equal((await day.runs.get('run-2'))?.report?.resumed, 1);
});

test('closing a run reads its interventions once', async (t) => {
  const day = await arrange(
    portalListing(async (asked) => ({ ...(await nothing(asked)), rows: [row('A'), row('B')] })),
  );
  t.after(day.remove);
  await day.collect('run-1');
  // Each message comes again once.
  await day.collect('run-1');
  for (const reference of ['A', 'B', 'A']) await day.keepRejected({ runId: 'run-1', reference }, deadLetter(reference));
  day.scans.length = 0;
  await day.closeRun({ runId: 'run-1' }, { logger });
  assert.deepEqual(day.counted, {
    'terrain.interventions.collected': 2,
    'terrain.messages.given_up{function=send-intervention}': 2,
    'terrain.runs.closed{status=incomplet}': 1,
  });
  assert.deepEqual(day.scans, ['runId', 'date', 'date'], 'the run, then each of its two days for the warehouse');
  assert.equal((await day.runs.get('run-1'))?.report?.resumed, 0);
});

test('an intervention of a run that is still open is left to it', async (t) => {
  const day = await arrange(portalListing(nothing));
  t.after(day.remove);
  await day.runs.set('run-1', newRun('2026-11-24', '2026-11-24', '2026-11-24T05:59:00.000Z'));
  await day.memory.set(documentId('A'), newIntervention(row('A'), 'run-1', '2026-11-24T05:59:00.000Z'));
  await day.collect('run-2');
  assert.equal((await day.memory.get(documentId('A')))?.runId, 'run-1');
});

test('a refused login ends the run at once, and says so', async (t) => {
  const refused = portalListing(() => Promise.reject(new PortalLoginRefusedError('le portail refuse le mot de passe')));
  const day = await arrange(refused);
  t.after(day.remove);
  await assert.rejects(day.collect('run-1'), PortalLoginRefusedError);
  await day.closeRun({ runId: 'run-1' }, { logger });
  const run = await day.runs.get('run-1');
  assert.equal(run?.status, 'echoue');
  assert.equal(run?.collect.error, 'le portail refuse le mot de passe');
});

test('a list that failed leaves the run open until its tries are used up', async (t) => {
  let listed = 0;
  const day = await arrange(
    portalListing((asked) => {
      listed += 1;
      return listed === 1 ? Promise.reject(new Error('page de maintenance')) : nothing(asked);
    }),
  );
  t.after(day.remove);
  await assert.rejects(day.collect('run-1'), /maintenance/);
  await day.closeRun({ runId: 'run-1' }, { logger });
  assert.equal((await day.runs.get('run-1'))?.status, 'en_cours');
  await day.collect('run-1');
  await day.closeRun({ runId: 'run-1' }, { logger });
  assert.equal((await day.runs.get('run-1'))?.status, 'termine');
});

test('closing a run twice leaves one row per intervention in the warehouse', async (t) => {
  const day = await arrange(
    portalListing(async (asked) => ({ ...(await nothing(asked)), rows: [row('A'), row('B')] })),
  );
  t.after(day.remove);
  await day.collect('run-1');
  for (const reference of ['A', 'B']) await day.keepRejected({ runId: 'run-1', reference }, deadLetter(reference));
  await day.closeRun({ runId: 'run-1' }, { logger });
  await day.closeRun({ runId: 'run-1' }, { logger });
  const rows = await day.warehouse.query('SELECT reference, statut FROM terrain.interventions ORDER BY reference');
  assert.deepEqual(rows, [
    { reference: 'A', statut: 'en_attente' },
    { reference: 'B', statut: 'en_attente' },
  ]);
});

test('a dead letter that comes again keeps the mark of its replay', async (t) => {
  const day = await arrange(portalListing(nothing));
  t.after(day.remove);
  const message = { runId: 'run-1', reference: 'A' };
  await day.keepRejected(message, deadLetter('A'));
  const kept = await day.documents.get('rejected', 'dead-A');
  await day.documents.set('rejected', 'dead-A', { ...kept, replayedAt: '2026-11-24T07:00:00.000Z' });
  await day.keepRejected(message, deadLetter('A'));
  assert.equal((await day.documents.get('rejected', 'dead-A'))?.replayedAt, '2026-11-24T07:00:00.000Z');
});
