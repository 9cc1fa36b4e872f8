import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seedExports } from '../../../shared/cli/demo-seeds/exports.ts';
import { seedFleet } from '../../../shared/cli/demo-seeds/fleet.ts';
import { seedPastRuns } from '../../../shared/cli/demo-seeds/past-runs.ts';
import { dayInZone } from '../../../shared/domain/day.ts';
import { scheduledRunId } from '../../../shared/domain/exports/export-run.ts';
import { openRuns } from '../../../shared/pipeline/memory.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { embeddedCloud } from '../../../shared/wiring/embedded-cloud.ts';
import { sampleExportRun } from '../../console/seed-console.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const zone = 'Europe/Paris';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
});
after(async () => {
  await runShutdownHooks();
  await folder.remove();
});

test('a month of past runs is there once, however often the demo is started, and what was there stays', async () => {
  const { documents } = embeddedCloud(folder.path);
  await seedPastRuns(documents, zone);
  const runs = openRuns(documents);
  const first = await runs.query();
  assert.equal(first.length, 90);
  assert.ok(first.every(({ value }) => value.status !== 'en_cours' && value.report !== null));
  const [changed] = first;
  assert.ok(changed);
  await runs.set(changed.id, { ...changed.value, status: 'incomplet' });
  await seedPastRuns(documents, zone);
  assert.equal((await runs.query()).length, 90);
  assert.equal((await runs.get(changed.id))?.status, 'incomplet');
});

test('the fleet and the exports are asked for when they are not there, and only then', async () => {
  const { documents } = embeddedCloud(folder.path);
  const sent: { topic: string; data: object }[] = [];
  const broker = { publish: async (topic: string, data: object) => String(sent.push({ topic, data })) };
  await seedFleet({ broker, documents });
  const today = dayInZone(new Date(), zone);
  const run = sampleExportRun('welcome_call', today);
  await documents.set('export-runs', scheduledRunId(run.export, run.date), { ...run });
  await seedExports({ broker, documents }, zone);
  const welcome = sent.filter(({ data }) => 'export' in data && data.export === 'welcome_call');
  assert.equal(welcome.length, 2, 'the two days that have none');
  assert.ok(sent.length > 20);
  assert.equal(sent[0]?.topic, 'fleet-due');
  await documents.set('fleet-windows', 'fleet_trips~2026-11-20', {
    table: 'fleet_trips',
    day: '2026-11-20',
    status: 'prevu',
    runId: 'r',
    plan: { tables: ['fleet_trips'], generation: 1, at: '2026-11-20T05:00:00.000Z' },
    fetched: null,
    loaded: null,
    failure: null,
  });
  sent.length = 0;
  await seedFleet({ broker, documents });
  assert.deepEqual(sent, []);
});
