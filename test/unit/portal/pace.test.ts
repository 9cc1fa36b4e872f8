import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPace } from '../../../shared/adapters/chromium/pace-requests.ts';
import { readRecipe } from '../../../shared/adapters/chromium/read-recipe.ts';

const path = new URL('../../../shared/demo/portal-recipe.yaml', import.meta.url);
const recipe = readRecipe(readFileSync(path, 'utf8'), 'portal-recipe.yaml');
const paceOf = (pace: Partial<typeof recipe.pace>) =>
  createPace({ ...recipe, pace: { ...recipe.pace, ...pace } }, { now: () => new Date('2026-11-20T10:00:00Z') });

async function mostAtOnce(inPlace: ReturnType<typeof createPace>['inPlace']): Promise<number> {
  let now = 0;
  let most = 0;
  const work = async () => {
    now += 1;
    most = Math.max(most, now);
    await sleep(5);
    now -= 1;
  };
  await Promise.all(Array.from({ length: 9 }, () => inPlace(work)));
  return most;
}

test('as many pages at once as the recipe says', async () => {
  assert.equal(await mostAtOnce(paceOf({ concurrency: 3 }).inPlace), 3);
});

test('10. a portal that asks for less gets one page at a time', async () => {
  const pace = paceOf({ concurrency: 3 });
  pace.slowDown();
  assert.equal(await mostAtOnce(pace.inPlace), 1);
});

test('each request waits for the gap after the one before it, whoever asks', async () => {
  const pace = paceOf({ gapMilliseconds: 40 });
  const startedAt = performance.now();
  const turns = await Promise.all([1, 2, 3].map(() => pace.turn().then(() => performance.now() - startedAt)));
  for (const [place, at] of turns.entries()) assert.ok(at >= place * 40 - 2, `turn ${place} at ${at} ms`);
});
