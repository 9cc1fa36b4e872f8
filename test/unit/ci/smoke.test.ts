import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { smokeRun } from '../../../.ci/smoke.ts';
import { openDatabase } from '../../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../../shared/adapters/sqlite/sqlite-broker.ts';
import { createSqliteDocuments } from '../../../shared/adapters/sqlite/sqlite-documents.ts';
import { newRun, type Run } from '../../../shared/domain/interventions/run.ts';
import { createRunReport } from '../../../shared/domain/interventions/run-report.ts';
import { openRuns } from '../../../shared/pipeline/memory.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

const startedAt = '2026-11-25T09:00:00.000Z';
const opened = newRun('2026-11-25', '2026-11-25', startedAt);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let database: ReturnType<typeof openDatabase>;
before(async () => {
  folder = await temporaryFolder();
  database = openDatabase(`${folder.path}/documents.sqlite`);
});
after(async () => {
  database.close();
  await folder.remove();
});

async function closed(counts: Partial<NonNullable<Run['report']>>, status: Run['status'] = 'termine'): Promise<Run> {
  const report = { ...(await createRunReport(Readable.from([]), opened)), ...counts };
  return { ...opened, status, collect: { ...opened.collect, status: 'fait' }, report };
}

/** A smoke test in a world where the run stands as `states` say, one after another; no time passes but by waiting. */
async function smoke(runId: string, states: readonly (Run | undefined)[]) {
  const runs = openRuns(createSqliteDocuments(database));
  const left = [...states];
  let waitedSeconds = 0;
  const said: string[] = [];
  const outcome = await smokeRun(runId, {
    runs,
    publisher: createSqliteBroker(database),
    clock: { now: () => new Date(Date.parse(startedAt) + waitedSeconds * 1000) },
    async sleep(seconds) {
      waitedSeconds += seconds;
      const next = left.shift();
      if (next !== undefined) await runs.set(runId, next);
    },
    say: (line) => said.push(line),
  });
  return { ...outcome, said, waitedSeconds };
}

test('a run that is closed with interventions delivered passes, and says how many', async () => {
  const { passed, summary, said } = await smoke('one', [
    undefined,
    opened,
    await closed({ interventions: 3, delivered: 3, photos: 9 }),
  ]);
  assert.ok(passed);
  assert.match(summary, /one ended termine: 3 interventions, 3 delivered, .* 9 photos/);
  assert.match(said.join('\n'), /published message .* on interventions-due for run one/);
});

test('a day without interventions passes', async () => {
  assert.ok((await smoke('none', [await closed({})])).passed);
});

test('a run that delivered nothing of what there was does not pass, and says why', async () => {
  const failures = [{ reference: 'R-1', stage: 'send' as const, state: 'rejete', reason: '401 Unauthorized' }];
  const run = await closed({ interventions: 1, rejected: 1, failures }, 'incomplet');
  const { passed, summary } = await smoke('refused', [run]);
  assert.ok(!passed);
  assert.match(summary, /R-1, send: 401 Unauthorized/);
});

test('a run whose list could not be taken does not pass', async () => {
  const run: Run = { ...opened, status: 'echoue', collect: { ...opened.collect, error: 'the portal is down' } };
  const { passed, summary } = await smoke('failed', [run]);
  assert.ok(!passed);
  assert.match(summary, /the portal is down/);
});

test('a run that never starts, or never ends, is given up after half an hour', async () => {
  const never = await smoke('never', []);
  assert.ok(!never.passed);
  assert.match(never.summary, /has not started after 30 minutes/);
  assert.equal(never.waitedSeconds, 1800);
  const open = await smoke('open', [opened]);
  assert.match(open.summary, /still open after 30 minutes/);
});
