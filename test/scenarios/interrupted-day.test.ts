import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import packagedChromium from '@sparticuz/chromium';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { readProgress } from './day-progress.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { processesOf } from './processes.ts';
import { runTerrain, startTerrain, worldEnvironment } from './terrain-process.ts';

// More than can be under way at once: those end before a stop does.
const interventions = 14;
const signals = [
  ['Ctrl+C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
] as const;

test('Ctrl+C, then 15. SIGTERM, in the middle of a day: a kind word, no process left, and the next run goes on', async (t) => {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const world = await startDemoWorld({
    day,
    count: interventions,
    photoBytes: 20_000,
    dataDirectory: path.join(folder.path, 'world'),
  });
  t.after(async () => {
    await world.close();
    await folder.remove();
  });
  const data = path.join(folder.path, 'data');
  const browsers = path.join(folder.path, 'browsers');
  await mkdir(browsers);
  // Unpacked already, so that it is not again in that folder.
  const chromium = await packagedChromium.executablePath();
  const environment = { ...worldEnvironment(world, data), TMPDIR: browsers, CHROMIUM_PATH: chromium };

  for (const [name, signal, code] of signals) {
    const before = readProgress(world, data).acceptedPhotos;
    const running = startTerrain(['run', 'interventions'], environment);
    await until(() => readProgress(world, data).acceptedPhotos > before, 60_000, `a photo is accepted before ${name}`);
    running.child.kill(signal);
    assert.equal(await running.ended, code, running.output());
    assert.match(running.output(), /Arrêt en cours… Ce qui est entamé reprendra au prochain démarrage/);
    assert.doesNotMatch(running.output(), /\n {4}at |Passage /, 'neither a stack nor a summary of what is not over');
    assert.ok(readProgress(world, data).done.deliver < interventions, 'the day was unfinished');
    assert.deepEqual(processesOf(browsers), []);
    assert.deepEqual(
      readdirSync(browsers).filter((file) => file.startsWith('portal-')),
      [],
      'no profile is left',
    );
  }

  const next = await runTerrain(['run', 'interventions'], environment);
  assert.equal(next.status, 0, next.output);
  assert.match(next.output, /Un passage interrompu reprend/);
  await assertDeliveredOnce(world, data);
});
