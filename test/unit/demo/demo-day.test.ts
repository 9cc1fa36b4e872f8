import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDemoDay } from '../../../shared/demo/data/create-demo-day.ts';
import { activities } from '../../../shared/demo/data/words.ts';

const day = '2026-11-23';

test('the same seed and day make the same records, another seed makes others', () => {
  const request = { seed: 7, day, count: 40 };
  assert.deepEqual(createDemoDay(request), createDemoDay(request));
  assert.notDeepEqual(createDemoDay(request).interventions, createDemoDay({ ...request, seed: 8 }).interventions);
});

test('references, numbers, tokens and photo identities are unique over everything the portal holds', () => {
  const { interventions, others } = createDemoDay({ seed: 1, day, count: 2_000 });
  const all = [...interventions, ...others];
  for (const key of ['reference', 'identifiant', 'jeton'] as const) {
    assert.equal(new Set(all.map((one) => one[key])).size, all.length, key);
  }
  const identities = all.flatMap(({ photos }) => photos.map(({ identity }) => identity));
  assert.equal(new Set(identities).size, identities.length);
});

test('a day holds the values that careless programs lose', () => {
  const { interventions } = createDemoDay({ seed: 7, day, count: 200 });
  const some = (predicate: (one: (typeof interventions)[number]) => boolean) => interventions.some(predicate);
  for (const departement of ['01', '2A', '974'])
    assert.ok(
      some((one) => one.departement === departement),
      departement,
    );
  assert.ok(
    some(({ reference }) => /^\d+E\d+$/.test(reference)),
    'a reference that looks like a power of ten',
  );
  assert.ok(
    some(({ reference }) => reference.includes('/')),
    'a reference with a slash',
  );
  assert.ok(
    some(({ reference }) => reference.startsWith('00')),
    'leading zeros',
  );
  assert.ok(
    some(({ client }) => client.includes('\n')),
    'a line break in a name',
  );
  assert.ok(
    some(({ client }) => client.includes(';')),
    'a semicolon in a name',
  );
  assert.ok(
    some(({ technicians }) => technicians.length > 1),
    'several technicians',
  );
  assert.ok(
    some(({ technicians }) => technicians.some((name) => name.includes(','))),
    'a comma in a technician',
  );
  assert.ok(some(({ pto }) => pto === null) && some(({ pto }) => pto !== null), 'with and without PTO');
  assert.ok(
    some(({ photos }) => photos.length === 0) && some(({ photos }) => photos.length > 5),
    'none and many photos',
  );
  assert.ok(
    some(({ photos, documents }) => photos.length !== documents.length),
    'counts that disagree',
  );
  assert.ok(
    some(({ documents }) => new Set(documents).size < documents.length),
    'a name twice',
  );
  assert.ok(
    some(({ photos }) => new Set(photos.map(({ form }) => form)).size > 1),
    'mixed forms in one record',
  );
  assert.deepEqual(
    interventions.slice(3, 5).map(({ time }) => time),
    ['00:15', '23:45'],
  );
});

test('everything outside the list differs from it by day, activity or closing', () => {
  const { interventions, others } = createDemoDay({ seed: 7, day, count: 30 });
  const isListed = (one: (typeof others)[number]) =>
    one.day === day && one.activity === activities[0] && one.closedAt !== null && one.closedAt < `${day} 00:00:00`;
  assert.ok(interventions.every(isListed));
  assert.ok(!others.some(isListed));
});

test('photosPerIntervention gives exactly so many', () => {
  const { interventions } = createDemoDay({ seed: 7, day, count: 10, photosPerIntervention: 3 });
  assert.ok(interventions.every(({ photos }) => photos.length === 3));
});
