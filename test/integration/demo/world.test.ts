import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { startWorld } from './demo-client.ts';

test('a world of 2,000 interventions starts without rendering a photo; they are rendered when they are asked for', async (context) => {
  let renderings = 0;
  sharp.queue.on('change', () => {
    renderings += 1;
  });
  const { truth } = await startWorld(context, { count: 2_000 });
  assert.equal(truth.interventions.length, 2_000);
  assert.equal(renderings, 0);
  const shown = truth.interventions.find(({ photos }) => photos.length > 0);
  assert.ok(shown);
  await truth.photosOf(shown.reference);
  assert.ok(renderings > 0);
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
