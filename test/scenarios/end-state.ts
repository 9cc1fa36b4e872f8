import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import type { DemoWorld } from '../../shared/demo/world.ts';
import type { Day } from '../../shared/domain/day.ts';
import { readMemory } from './day-progress.ts';

/** The files left in a bucket of a data folder. */
export function filesIn(dataDirectory: string, bucket: string): string[] {
  const folder = path.join(dataDirectory, 'objects', bucket);
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

/**
 * Asserts that the destination has each intervention, each photo record and each acceptable photo of these days exactly
 * once (requests with the same key count once), that the memory says so, and that no photo is left in the bucket.
 */
export async function assertDeliveredOnce(
  world: DemoWorld,
  dataDirectory: string,
  days: readonly Day[] = [world.truth.day],
): Promise<void> {
  const left = { memory: readMemory(dataDirectory), photos: filesIn(dataDirectory, 'photos') };
  await assertEndState(world, left, days);
}

/** The same of any cloud: `left` is what its memory and its photos' bucket hold at the end. */
export async function assertEndState(
  world: DemoWorld,
  left: { readonly memory: readonly { reference: string; state: string }[]; readonly photos: readonly string[] },
  days: readonly Day[] = [world.truth.day],
): Promise<void> {
  const expected = days.flatMap((day) => world.truth.expectedOn(day));
  const { interventions, photoRecords, photos } = world.destination.effects();
  assert.deepEqual(
    interventions.map(({ num_intervention }) => num_intervention).sort(),
    expected.map(({ reference }) => reference).sort(),
    'each intervention once',
  );

  const expectedPhotos: string[] = [];
  for (const { reference } of expected) {
    const facts = await world.truth.photosOf(reference);
    const distinct = new Set(facts.map(({ sha256 }) => sha256));
    for (const sha256 of distinct) expectedPhotos.push(sha256);
  }
  assert.deepEqual(photos.map(({ sha256 }) => sha256).sort(), expectedPhotos.sort(), 'each photo once');
  assert.equal(new Set(photoRecords.map(({ cle }) => cle)).size, photoRecords.length, 'each photo record once');
  assert.equal(photoRecords.length, photos.length, 'as many records as photos');
  assert.deepEqual(
    photoRecords.map(({ photo }) => photo).sort(),
    photos.map(({ name }) => name).sort(),
    'records and files have the same names',
  );

  assert.deepEqual(
    left.memory.map(({ reference, state }) => `${reference} ${state}`).sort(),
    expected.map(({ reference }) => `${reference} livre`).sort(),
    'the memory says that all are delivered',
  );
  assert.deepEqual(left.photos, [], 'no photo is left in the bucket');
}
