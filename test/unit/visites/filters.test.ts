import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages } from '../../../shared/domain/visites/analytics/breakdowns.ts';
import { callerOf } from '../../../shared/domain/visites/analytics/caller.ts';
import { filterSchemas } from '../../../shared/domain/visites/analytics/filters.ts';
import { createReference } from '../../../shared/domain/visites/analytics/reference.ts';
import { select, selectionKey } from '../../../shared/domain/visites/analytics/selection.ts';
import { createUserTree } from '../../../shared/domain/visites/analytics/user-tree.ts';

const none = { potentiel: [], type_partenaire: [], statut_partenaire: [], statut_bc: [], categorie_bc: [] };
const codification = { ordre_codification: null, type_parent: null, code_parent: null, flag_actif: 'O' };
const reference = createReference(
  [],
  [
    {
      ...codification,
      type_codification: 'GAMM',
      code_codification: 'GA2',
      libelle_codification: 'Gynéco',
    },
    { ...codification, type_codification: 'GAMM', code_codification: 'GA5', libelle_codification: 'GYNECO' },
  ],
  none,
);

test('filters written in different ways are the same question', () => {
  const key = (body: object, sees = callerOf(['DIR'], undefined)) => {
    assert.ok(sees !== undefined);
    const filters = filterSchemas.data.parse(body);
    return selectionKey(filters, sees, select(filters, sees, reference));
  };
  assert.equal(key({ annee: 2023, mois: '2' }), key({ mois: 2, annee: ' 2023 ' }));
  assert.equal(key({ annee: 2024, mois: 2 }), key({ start_date: '01/02/2024', end_date: '2024-02-29' }));
  assert.equal(key({ annee: 2023 }), key({ start_date: '2023-01-01', annee: '2023', gamme: ' ', region: null }));
  assert.equal(key({}), key({ inclure_supprimees: false, id_utilisateur: '', start_date: null }));
  assert.notEqual(key({ mois: 2 }), key({ mois: 3 }));
  assert.notEqual(key({}), key({ inclure_supprimees: 'true' }));
  assert.notEqual(key({}), key({}, { sees: 'subtree', of: 0 }));
  assert.notEqual(key({}, { sees: 'subtree', of: 1 }), key({}, { sees: 'subtree', of: 2 }));
});

test('a label names every code that is called so, without case and accents', () => {
  const gammesOf = (gamme: string) => select({ gamme }, { sees: 'all' }, reference).gammes;
  assert.deepEqual(gammesOf('gynéco'), ['GA2', 'GA5', 'gynéco']);
  assert.deepEqual(gammesOf('GA2'), ['GA2']);
});

test('a filter that is unknown, of another type or impossible is refused with its name', () => {
  const refused: readonly (readonly [(typeof pages)[number], object, string])[] = [
    ['data', { annee: 'deux mille' }, 'annee'],
    ['data', { annee: 2023.5 }, 'annee'],
    ['data', { annee: true }, 'annee'],
    ['data', { annee: 10_000 }, 'annee'],
    ['data', { mois: 13 }, 'mois'],
    ['data', { mois: 0 }, 'mois'],
    ['data', { gamme: 5 }, 'gamme'],
    ['data', { region: ['RE1'] }, 'region'],
    ['data', { region: 'x'.repeat(201) }, 'region'],
    ['data', { start_date: '2023-02-30' }, 'start_date'],
    ['data', { start_date: '2023-13-01' }, 'start_date'],
    ['data', { end_date: '0000-01-01' }, 'end_date'],
    ['data', { start_date: '2024-01-01', end_date: '2023-01-01' }, 'start_date'],
    ['data', { inclure_supprimees: 'oui' }, 'inclure_supprimees'],
    ['data', { id_utilisateur: '9007199254740993' }, 'id_utilisateur'],
    ['data', { id_utilisateur: -1 }, 'id_utilisateur'],
    ['evaluation', { code_categorie: {} }, 'code_categorie'],
  ];
  for (const [page, body, field] of refused) {
    const parsed = filterSchemas[page].safeParse(body);
    assert.ok(!parsed.success, JSON.stringify(body));
    assert.equal(parsed.error.issues[0]?.path[0], field, JSON.stringify(body));
  }
  for (const [page, name] of [
    ['data', 'id_partenaire'],
    ['evaluation', 'gamme'],
    ['evaluation', 'inclure_supprimees'],
    ['invest', 'id_utilisateur'],
    ['invest', 'code_categorie'],
  ] as const) {
    const parsed = filterSchemas[page].safeParse({ [name]: null });
    assert.deepEqual(parsed.error?.issues[0]?.code, 'unrecognized_keys', `${page} ${name}`);
  }
  for (const page of pages)
    for (const body of [null, [], 'x', 1]) assert.ok(!filterSchemas[page].safeParse(body).success);
});

test('a token without a role of ours, or without the user of its subtree, lets see nothing', () => {
  assert.equal(callerOf([], 12), undefined);
  assert.equal(callerOf(['user', 'admin', 'dir', 'ADMI '], 12), undefined);
  for (const claim of [undefined, null, '', '12a', '-1', 1.5, -1, true, [12], { id: 12 }, '99999999999999999']) {
    assert.equal(callerOf(['DEL'], claim), undefined, JSON.stringify(claim));
  }
  for (const role of ['DRG', 'DSM', 'KAM', 'DEL']) {
    assert.deepEqual(callerOf([role], '12'), { sees: 'subtree', of: 12 });
    assert.deepEqual(callerOf(['user', role], 12), { sees: 'subtree', of: 12 });
  }
  for (const role of ['ADMI', 'DIR', 'PM', 'ACH']) assert.deepEqual(callerOf([role], undefined), { sees: 'all' });
});

test('a subtree is the user and all below, through cycles too', () => {
  const tree = createUserTree([
    { id_utilisateur: 1, id_responsable: null },
    { id_utilisateur: 2, id_responsable: 1 },
    { id_utilisateur: 3, id_responsable: 5 },
    { id_utilisateur: 4, id_responsable: 3 },
    { id_utilisateur: 5, id_responsable: 4 },
    { id_utilisateur: 6, id_responsable: 5 },
    { id_utilisateur: 7, id_responsable: 7 },
  ]);
  const sorted = (user: number) => [...tree.subtree(user)].sort();
  assert.deepEqual(sorted(1), [1, 2]);
  assert.deepEqual(sorted(3), [3, 4, 5, 6]);
  assert.deepEqual(sorted(5), [3, 4, 5, 6]);
  assert.deepEqual(sorted(6), [6]);
  assert.deepEqual(sorted(7), [7]);
  assert.deepEqual(sorted(99), [99]);
});
