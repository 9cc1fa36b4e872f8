import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { treeOf } from '../../../functions/serve-visites/page/filter-bar.ts';
import { earlierThan, spanOf, spanOfLabel } from '../../../functions/serve-visites/page/periods.ts';
import { filtersFor } from '../../../functions/serve-visites/page/request.ts';
import { initialState, readState, type State, writeState } from '../../../functions/serve-visites/page/state.ts';

const day = fc.constantFrom('2024-02-29', '2026-01-01', '2026-11-25');
const text = fc.constantFrom('RE1', 'é & =', 'a"b');
const anyState: fc.Arbitrary<State> = fc
  .record({
    tab: fc.constantFrom('data', 'performance', 'invest'),
    period: fc.constantFrom('mois', 'mois-dernier', 'trimestre', 'annee', 'tout', 'libre'),
    from: day,
    to: fc.option(day, { nil: undefined }),
    head: fc.option(fc.nat(), { nil: undefined }),
    user: fc.option(fc.nat(), { nil: undefined }),
    region: fc.option(text, { nil: undefined }),
    gamme: fc.option(text, { nil: undefined }),
    category: fc.option(text, { nil: undefined }),
    investmentType: fc.option(text, { nil: undefined }),
    withDeleted: fc.boolean(),
    compares: fc.boolean(),
  })
  .map((state) =>
    state.period === 'libre' ? { ...state } : { ...state, from: undefined, to: undefined },
  ) as fc.Arbitrary<State>;

test('what the page shows comes back from its address', () => {
  fc.assert(fc.property(anyState, (state) => assert.deepEqual(readState(writeState(state)), state)));
});

test('an address that says nonsense shows the page as at first', () => {
  assert.deepEqual(
    readState('?onglet=toString&periode=constructor&du=31/02/2026&equipe=-1&utilisateur=1e9&region='),
    initialState,
  );
});

test('periods begin and end where people say, without the future', () => {
  const today = '2026-11-25';
  assert.deepEqual(spanOf('mois', today), { from: '2026-11-01', to: today });
  assert.deepEqual(spanOf('mois-dernier', today), { from: '2026-10-01', to: '2026-10-31' });
  assert.deepEqual(spanOf('trimestre', today), { from: '2026-10-01', to: today });
  assert.deepEqual(spanOf('annee', today), { from: '2026-01-01', to: today });
  assert.equal(spanOf('tout', today), undefined);
  assert.deepEqual(spanOf('mois-dernier', '2026-01-31'), { from: '2025-12-01', to: '2025-12-31' });
  assert.deepEqual(spanOfLabel('2028-02'), { from: '2028-02-01', to: '2028-02-29' });
});

test('the period before has the same days a month, a quarter or a year earlier, or as many just before', () => {
  const before = (period: Parameters<typeof earlierThan>[0], from: string, to: string) => {
    const { from: first, to: last } = earlierThan(period, { from, to });
    return `${first} ${last}`;
  };
  assert.equal(before('mois', '2026-11-01', '2026-11-25'), '2026-10-01 2026-10-25');
  assert.equal(before('mois-dernier', '2026-10-01', '2026-10-31'), '2026-09-01 2026-09-30');
  assert.equal(before('mois', '2026-03-01', '2026-03-30'), '2026-02-01 2026-02-28');
  assert.equal(before('mois', '2026-02-01', '2026-02-28'), '2026-01-01 2026-01-31');
  assert.equal(before('trimestre', '2026-10-01', '2026-11-25'), '2026-07-01 2026-08-25');
  assert.equal(before('annee', '2028-01-01', '2028-02-29'), '2027-01-01 2027-02-28');
  assert.equal(before('libre', '2026-03-01', '2026-03-10'), '2026-02-19 2026-02-28');
  assert.equal(earlierThan('annee', { from: '2026-01-01', to: '2026-12-31' }).labelThen('2026-03'), '2025-03');
});

test('a request has the filters of its page and no others', () => {
  const state = {
    ...initialState,
    head: 1,
    user: 2,
    region: 'R',
    gamme: 'G',
    category: 'C',
    investmentType: 'T',
    withDeleted: true,
  };
  const bounds = { from: '2026-01-01' };
  assert.deepEqual(filtersFor('data', state, bounds), {
    start_date: '2026-01-01',
    id_responsable: 1,
    id_utilisateur: 2,
    region: 'R',
    gamme: 'G',
    inclure_supprimees: true,
  });
  assert.deepEqual(Object.keys(filtersFor('evaluation', state, {})), [
    'id_responsable',
    'id_utilisateur',
    'code_categorie',
  ]);
  assert.deepEqual(Object.keys(filtersFor('invest', state, {})), [
    'id_responsable',
    'region',
    'gamme',
    'code_type_investissement',
  ]);
});

test('in the tree of users nobody is lost or comes twice, whatever circles there are', () => {
  const id = fc.integer({ min: 1, max: 12 });
  const users = fc.uniqueArray(fc.record({ id_utilisateur: id, id_responsable: fc.option(id) }), {
    selector: ({ id_utilisateur }) => id_utilisateur,
  });
  fc.assert(
    fc.property(users, (some) => {
      const tree = treeOf(some.map((user) => ({ ...user, nom: 'x', role: null })));
      assert.deepEqual(
        tree.map(({ user }) => user.id_utilisateur).sort(),
        some.map((user) => user.id_utilisateur).sort(),
      );
    }),
  );
});
