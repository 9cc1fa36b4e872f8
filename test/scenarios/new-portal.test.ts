import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { readMemory } from './day-progress.ts';
import { filesIn } from './end-state.ts';
import { startSmallPortal } from './small-portal.ts';
import { runTerrain, worldEnvironment } from './terrain-process.ts';

test('adding a portal is writing one recipe: a portal of another shape is collected and delivered', async (t) => {
  const folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  const [world, portal] = await Promise.all([
    startDemoWorld({ day, count: 1, dataDirectory: path.join(folder.path, 'world') }),
    startSmallPortal('4711'),
  ]);
  t.after(async () => {
    portal.close();
    await world.close();
    await folder.remove();
  });
  const data = path.join(folder.path, 'data');
  const environment = {
    ...worldEnvironment(world, data),
    PORTAL_RECIPE: 'test/fixtures/small-portal.yaml',
    AGENDA_URL: portal.url,
    AGENDA_USER: 'ana',
    AGENDA_CODE: '4711',
  };
  const check = await runTerrain(['portal', 'check', 'test/fixtures/small-portal.yaml'], environment);
  assert.equal(check.status, 0, check.output);

  const { status, output } = await runTerrain(['run', 'interventions'], environment);
  assert.equal(status, 0, output);
  const { interventions, photos } = world.destination.effects();
  assert.deepEqual(
    interventions
      .map(({ cle, date_intervention: date, heure_intervention: time, technicien }) => [cle, date, time, technicien])
      .sort(),
    [
      ['T-1', day, '08:30', 'Ana'],
      ['T-2', day, '10:00', 'Ana; Zoé'],
      ['T-3', day, '14:15', 'Malo'],
    ],
  );
  assert.deepEqual(Object.fromEntries(photos.map(({ name, sha256 }) => [name, sha256])), portal.photos);
  assert.deepEqual(
    readMemory(data).map(({ reference, state, pto }) => `${reference} ${state} ${pto}`),
    ['T-1 livre P-T-1', 'T-2 livre P-T-2', 'T-3 livre P-T-3'],
  );
  assert.deepEqual(filesIn(data, 'photos'), []);
});
