import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as z from 'zod';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { readMemory, readProgress } from './day-progress.ts';
import { assertDeliveredOnce } from './end-state.ts';
import { runTerrain, startTerrain, worldEnvironment } from './terrain-process.ts';

const statusSchema = z.object({ runs: z.array(z.object({ status: z.string() })), unfinished: z.array(z.unknown()) });

test('commands beside a host at work: some answer, the others say who has the folder, and none disturbs it', async (t) => {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const world = await startDemoWorld({
    day,
    count: 5,
    photoBytes: 20_000,
    latencyMilliseconds: 50,
    dataDirectory: path.join(folder.path, 'world'),
  });
  const data = path.join(folder.path, 'data');
  const environment = worldEnvironment(world, data);
  const host = startTerrain(['start', '--port', '0'], environment);
  t.after(async () => {
    host.child.kill('SIGKILL');
    await world.close();
    await folder.remove();
  });
  await until(() => readProgress(world, data).begun.photos > 0, 60_000, 'the day is under way');
  const [url = '', port = ''] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(host.output()) ?? [];

  const [status, token, run, replay, start] = await Promise.all([
    runTerrain(['status', '--json'], environment),
    runTerrain(['token', '--sub', 'ana'], environment),
    runTerrain(['run', 'interventions'], environment),
    runTerrain(['replay'], environment),
    runTerrain(['start', '--once', '--port', '0'], environment),
  ]);
  const seen = statusSchema.parse(JSON.parse(status.output));
  assert.equal(seen.runs.length, 1, 'no made-up past stands beside what somebody configured');
  assert.equal(status.status, seen.unfinished.length > 0 ? 1 : 0);
  const { payload } = await jwtVerify(token.output.trim(), createRemoteJWKSet(new URL(`${url}/auth/jwks.json`)));
  assert.equal(payload.sub, 'ana', 'the running host vouches for it');
  assert.equal(replay.status, 0, replay.output);
  assert.match(replay.output, /Un Terrain travaille déjà sur .* : il s’en charge\.\nAucun message à renvoyer\./);
  for (const refused of [run, start]) {
    assert.equal(refused.status, 2, refused.output);
    assert.match(
      refused.output,
      new RegExp(`déjà utilisé par un autre Terrain \\(processus \\d+, port ${port}, depuis`),
    );
    assert.match(refused.output, /Arrêtez-le, ou choisissez un autre dossier avec TERRAIN_DATA/);
  }

  await until(() => host.child.exitCode !== null || /Passage /.test(host.output()), 60_000, 'the run ends');
  assert.match(host.output(), /tout est livré/);
  await assertDeliveredOnce(world, data);
  const attempts = readMemory(data).flatMap(({ stages }) => Object.values(stages).map((stage) => stage.attempts));
  assert.deepEqual([...new Set(attempts)], [1], 'nothing was done twice');
  assert.equal((await runTerrain(['status'], environment)).status, 0);
  const exported = await runTerrain(['export', 'interventions_cloturees'], environment);
  assert.match(exported.output, /il s’en charge/);
  assert.equal(exported.status, 0, exported.output);
  host.child.kill('SIGINT');
  assert.equal(await host.ended, 0, host.output());
});
