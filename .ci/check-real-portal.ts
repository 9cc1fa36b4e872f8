/**
 * Collects each day of a third-party portal with a recipe only, and lets the portal's own check compare what the
 * destination got. `PORTAL_KIT` is the folder that starts the portal.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoWorld } from '../shared/demo/world.ts';
import { runTerrain, worldEnvironment } from '../test/scenarios/terrain-process.ts';

const kit = process.env.PORTAL_KIT ?? '';
const days = ['2026-10-23', '2026-10-24', '2026-10-26'];
const started = spawnSync('bash', [path.join(kit, 'start.sh')], { encoding: 'utf8' });
if (started.status !== 0) throw new Error(`the portal did not start:\n${started.stdout}${started.stderr}`);

const folder = mkdtempSync(path.join(tmpdir(), 'terrain-real-portal-'));
let failed = 0;
for (const day of days) {
  const collected = path.join(folder, day, 'world');
  const world = await startDemoWorld({ day, dataDirectory: collected, keepFilesIn: path.join(collected, 'photos') });
  const environment = {
    ...worldEnvironment(world, path.join(folder, day, 'data')),
    PORTAL_RECIPE: 'docs/recipes/request-tracker.yaml',
    PORTAL_URL: 'http://127.0.0.1:8095',
    PORTAL_USER: 'exploitation',
    PORTAL_PASSWORD: 'Raccord-29!',
  };
  const run = await runTerrain(['run', 'interventions', '--from', day, '--to', day], environment);
  await world.close();
  const check = spawnSync(process.execPath, [path.join(kit, 'check.mjs'), day, collected], { encoding: 'utf8' });
  const isRight = run.status === 0 && check.status === 0;
  console.log(
    `${isRight ? 'ok' : 'NOT OK'} ${day}: terrain ended with ${run.status}, the portal's check with ${check.status}`,
  );
  if (!isRight) {
    failed += 1;
    console.log(run.output, check.stdout);
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(`${days.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
