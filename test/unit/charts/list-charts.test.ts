import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartFile } from '../../../shared/charts/chart-file.ts';
import { chartOfList, noNames } from '../../../shared/charts/list-chart.ts';
import { findList, visitesLists } from '../../../shared/domain/visites/lists/lists.ts';
import { readList } from '../../../shared/domain/visites/lists/read-list.ts';

function listOf(page: string, name: string) {
  const list = findList(page, name);
  assert.ok(list);
  return list;
}

test('each list has a name of its own in its page', () => {
  const names = visitesLists.map(({ page, name }) => `${page}/${name}`);
  assert.equal(new Set(names).size, names.length);
});

test('the counters of /data are lists too: their total, and the kinds of visits', () => {
  const kinds = ['medicales', 'pharmaceutiques', 'privees', 'publiques', 'simple', 'groupe', 'indiviuel', 'en_double'];
  const counters = ['planifiees', 'non_planifiees'].flatMap((plan, i) => [
    [`nbr_total_visites_${plan}`, 10 + i],
    ...kinds.map((kind, k) => [`nbr_visites_${kind}_${plan}`, k]),
  ]);
  const answer = {
    statistiques: { ...Object.fromEntries(counters), nbr_total_visites_inconnues: 0, region: [], gammes: [] },
  };
  const planned = chartOfList(listOf('data', 'compteurs'), readList(answer, listOf('data', 'compteurs')), noNames);
  assert.deepEqual(planned.points, [
    { label: 'Planifiées', value: 10 },
    { label: 'Non planifiées', value: 11 },
  ]);
  assert.equal(readList(answer, listOf('data', 'natures')).length, 16);
});

test('an item is called by its label, its code’s meaning or its person’s name; nobody can choose the unknown', () => {
  const names = { ...noNames, users: new Map([['7', 'Alaoui Salma']]) };
  const heads = listOf('users', 'pourcentage_visites_par_responsable');
  const rows = readList(
    { [heads.name]: [7, 8, null].map((id_responsable) => ({ id_responsable, nombre_visites: 1, pourcentage: 33.3 })) },
    heads,
  );
  assert.deepEqual(
    chartOfList(heads, rows, names).points.map(({ label, key, isUnknown }) => [label, key, isUnknown]),
    [
      ['Alaoui Salma', '7', undefined],
      ['8', '8', undefined],
      ['inconnu', undefined, true],
    ],
  );
  const roles = listOf('users', 'nombre_utilisateur_par_role');
  const byRole = readList({ [roles.name]: [{ role: 'DEL', nombre_utilisateur: 3 }] }, roles);
  assert.equal(chartOfList(roles, byRole, noNames).points[0]?.label, 'Délégué');
});

test('a period before is matched by what items are, days by their shifted date; what was not there was 0', () => {
  const regions = listOf('data', 'region');
  const rowsOf = (counts: readonly (readonly [string, number])[]) =>
    counts.map(([region, nb_visites_total]) => ({
      item: { region, code_region_partenaire: region, nb_visites_total },
      parts: [],
    }));
  const before = { rows: rowsOf([['B', 5]]), labelThen: (label: string) => label };
  const { points } = chartOfList(
    regions,
    rowsOf([
      ['A', 1],
      ['B', 2],
    ]),
    noNames,
    before,
  );
  assert.deepEqual(
    points.map(({ previous }) => previous),
    [0, 5],
  );
  const days = listOf('performance', 'nombre_compte_visite_par_jour');
  const day = (date_visite: string, nombre_visites: number) => ({ item: { date_visite, nombre_visites }, parts: [] });
  const earlier = { rows: [day('2026-10-01', 9)], labelThen: (label: string) => label.replace('-11-', '-10-') };
  const line = chartOfList(days, [day('2026-11-01', 1), day('2026-11-02', 2)], noNames, earlier);
  assert.deepEqual(
    line.points.map(({ previous }) => previous),
    [9, null],
  );
});

test('very many days are drawn by month, and their sum stays', () => {
  const days = listOf('performance', 'nombre_compte_visite_par_jour');
  const rows = Array.from({ length: 300 }, (_, i) => ({
    item: { date_visite: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10), nombre_visites: i },
    parts: [],
  }));
  const chart = chartOfList(days, rows, noNames);
  assert.equal(chart.title, 'Visites par mois');
  assert.deepEqual(chart.points.map(({ key }) => key).slice(0, 2), ['2026-01', '2026-02']);
  assert.equal(
    chart.points.reduce((sum, { value }) => sum + (value ?? 0), 0),
    (299 * 300) / 2,
  );
});

test('a month between two others in which nothing was counted is drawn as 0, and compared as the others are', () => {
  const newUsers = listOf('users', 'nombre_nouvelle_utilisateur_par_mois');
  const row = (annee: number, mois: number, nombre_utilisateur: number) => ({
    item: { annee, mois, nombre_utilisateur },
    parts: [],
  });
  const before = { rows: [row(2025, 1, 4)], labelThen: (label: string) => label.replace('2026', '2025') };
  assert.deepEqual(
    chartOfList(newUsers, [row(2025, 11, 2), row(2026, 2, 3)], noNames, before).points.map(
      ({ label, value, previous, key }) => [label, value, previous, key],
    ),
    [
      ['2025-11', 2, 0, '2025-11'],
      ['2025-12', 0, 0, '2025-12'],
      ['2026-01', 0, 4, '2026-01'],
      ['2026-02', 3, 0, '2026-02'],
    ],
  );
  const evaluations = listOf('evaluation', 'Nombre_evaluation_par_Mois');
  const month = (date_integration: string | null, Nombre_evaluation: number) => ({
    item: { date_integration, Nombre_evaluation },
    parts: [],
  });
  assert.deepEqual(
    chartOfList(evaluations, [month('2026-01', 1), month('2026-03', 2), month(null, 5)], noNames).points.map(
      ({ label, value, isUnknown = false }) => [label, value, isUnknown],
    ),
    [
      ['2026-01', 1, false],
      ['2026-02', 0, false],
      ['2026-03', 2, false],
      ['inconnu', 5, true],
    ],
  );
});

test('a list’s CSV has its published keys, and a line a town', async () => {
  const regions = listOf('data', 'region');
  const answer = {
    statistiques: {
      region: [
        {
          code_region_partenaire: 'RE1',
          region: 'Casablanca-Settat',
          nb_visites_total: 3,
          ville: ['=Casa', 'Settat'].map((ville, i) => ({
            code_ville_partenaire: `V${i}`,
            code_region_partenaire: 'RE1',
            ville,
            region: 'Casablanca-Settat',
            nb_visites: 1 + i,
          })),
        },
      ],
    },
  };
  const { content, contentType } = await chartFile('csv', regions, readList(answer, regions), noNames, () =>
    Promise.reject(new Error('no picture')),
  );
  assert.equal(contentType, 'text/csv; charset=utf-8');
  assert.deepEqual(String(content).split('\r\n'), [
    '\ufeffcode_region_partenaire;region;nb_visites_total;code_ville_partenaire;ville;nb_visites',
    "RE1;Casablanca-Settat;3;V0;'=Casa;1",
    'RE1;Casablanca-Settat;3;V1;Settat;2',
    '',
  ]);
});

test('an answer that is not of its published form is refused, not shown as nothing', () => {
  assert.throws(() => readList({}, listOf('data', 'region')));
  assert.throws(() => readList({ categories: 'none' }, listOf('evaluation', 'categories')));
});
