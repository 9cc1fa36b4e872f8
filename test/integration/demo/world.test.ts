import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWorld } from './demo-client.ts';

test('a world of 2,000 interventions starts at once, without rendering a photo', async (context) => {
  const before = performance.now();
  const world = await startWorld(context, { count: 2_000 });
  // About 100 ms alone; the limit leaves room for a loaded machine, not for 10,000 photos.
  assert.ok(performance.now() - before < 2_000);
  assert.equal(world.truth.interventions.length, 2_000);
});

test('the truth of a neighbour day is what its list would give', async (context) => {
  const { truth } = await startWorld(context);
  assert.deepEqual(truth.expectedOn('2026-11-23'), truth.interventions);
  const before = truth.expectedOn('2026-11-22');
  assert.ok(before.length > 0 && before.every(({ day }) => day === '2026-11-22'));
  assert.deepEqual(truth.expectedOn('2026-12-25'), []);
});

test('a taken port stops the start and leaves nothing open', async (context) => {
  const world = await startWorld(context);
  const taken = Number(new URL(world.documentsUrl).port);
  await assert.rejects(startWorld(context, { ports: { documents: taken } }), { code: 'EADDRINUSE' });
});

test('an unknown reference has no photos to tell of', async (context) => {
  const { truth } = await startWorld(context);
  await assert.rejects(truth.photosOf('introuvable'), /introuvable/);
});
