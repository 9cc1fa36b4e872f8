import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom, type Random } from '../../../shared/demo/data/random.ts';
import type { Page } from '../../../shared/domain/visites/analytics/breakdowns.ts';
import { type Filters, filterSchemas } from '../../../shared/domain/visites/analytics/filters.ts';
import { select } from '../../../shared/domain/visites/analytics/selection.ts';
import { answerPage } from '../../../shared/domain/visites/answers/answer-page.ts';
import { countPage } from '../../../shared/domain/visites/counting/count-page.ts';
import { prepareSnapshot } from '../../../shared/domain/visites/counting/counted-snapshot.ts';
import { buildSnapshot } from '../../visites/build-snapshot.ts';
import { randomQuestion } from '../../visites/random-questions.ts';
import { randomTables } from '../../visites/random-tables.ts';

const dataSets = process.env.TERRAIN_EXHAUSTIVE === '1' ? 2_000 : 80;
const questionsEach = 6;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const visits = (items: readonly { readonly nombre_visites: number }[]) => items.map((item) => item.nombre_visites);
const users = (items: readonly { readonly nombre_utilisateur: number }[]) =>
  items.map((item) => item.nombre_utilisateur);
const partners = (items: readonly { readonly nombre_partenaire: number }[]) =>
  items.map((item) => item.nombre_partenaire);

test('the parts of a page add up to its total where the unit is the row, what is unknown included', () => {
  eachSelection('lignes', ({ ask, random }) => {
    const { statistiques: all } = ask('data');
    const rows = rowsOf(all);
    assert.equal(sum(all.region.map((region) => region.nb_visites_total)), rows);
    assert.equal(sum(all.gammes.map((gamme) => gamme.nbr_total_visites)), rows);
    for (const { nb_visites_total, ville } of all.region) {
      assert.equal(sum(ville.map((town) => town.nb_visites)), nb_visites_total);
    }
    for (const { nbr_total_visites, specialites } of all.gammes) {
      assert.equal(sum(specialites.map((part) => part.nb_visites_total)), nbr_total_visites);
    }
    // Of each pair of counters the rest is what says neither.
    assert.ok(all.nbr_visites_medicales_planifiees + all.nbr_visites_pharmaceutiques_planifiees <= rows);
    assert.ok(
      all.nbr_visites_simple_planifiees + all.nbr_visites_groupe_planifiees <= all.nbr_total_visites_planifiees,
    );

    // Whatever is asked besides, the months of the year, and the days before and after one, share its rows out.
    const rowsWith = (more: Filters) => rowsOf(ask('data', more).statistiques);
    const months = Array.from({ length: 12 }, (_, month) => month + 1);
    assert.equal(sum(months.map((mois) => rowsWith({ mois }))), rows);
    const day = random.integer(1, 27);
    const until = rowsWith({ end_date: `2023-01-${String(day).padStart(2, '0')}` });
    assert.equal(until + rowsWith({ start_date: `2023-01-${String(day + 1).padStart(2, '0')}` }), rows);

    const budgets = Object.values(ask('invest')).map((list) => Math.round(sum(list.map((item) => item.budget)) * 100));
    assert.equal(new Set(budgets).size, 1, `the eight lists share one budget out: ${budgets}`);
  });
});

test('what has one place each adds up too: visits by day and by responsable, partners, users by role, evaluations', () => {
  eachSelection('places', ({ ask }) => {
    const performance = ask('performance');
    const page = ask('users');
    const total = sum(visits(performance.nombre_compte_visite_par_jour));
    assert.equal(sum(visits(page.pourcentage_visites_par_responsable)), total);
    if (total > 0) assertPercent(page.pourcentage_visites_par_responsable);
    assert.equal(sum(users(page.nombre_nouvelle_utilisateur_par_mois)), sum(users(page.nombre_utilisateur_par_role)));

    const partenaire = ask('partenaire');
    const known = sum(partners(partenaire.Nombre_de_comptes_par_potentiel));
    assert.equal(sum(partners(partenaire.Nombre_de_comptes_par_etablissement)), known);
    assert.equal(sum(partenaire.region_partenaire.map((region) => region.total_partenaire)), known);
    assert.equal(sum(partenaire.gamme_partenaire.map((gamme) => gamme.total_partenaire)), known);
    for (const { total_partenaire, ville } of partenaire.region_partenaire) {
      assert.equal(sum(ville.map((town) => town.nb_partenaire)), total_partenaire);
    }
    for (const { total_partenaire, specialites } of partenaire.gamme_partenaire) {
      assert.equal(sum(specialites.map((part) => part.nb_partenaire)), total_partenaire);
    }

    const evaluation = ask('evaluation');
    const evaluations = sum(evaluation.pourcentage_evaluations_role.map((role) => role.Nombre_evaluation));
    assert.equal(sum(evaluation.Nombre_evaluation_par_Mois.map((month) => month.Nombre_evaluation)), evaluations);
    if (evaluations > 0) assertPercent(evaluation.pourcentage_evaluations_role);
  });
});

test('distinct counts are never summed: what is in two parts is in the total once', () => {
  let overlapping = 0;
  eachSelection('distinctes', ({ ask }) => {
    const performance = ask('performance');
    const page = ask('users');
    const allVisits = sum(visits(performance.nombre_compte_visite_par_jour));
    const allUsers = sum(users(page.nombre_utilisateur_par_role));
    const lists = [
      [allVisits, visits(performance.nombre_compte_visite_par_type_compte)],
      [allVisits, visits(performance.nombre_compte_visite_par_status)],
      [allVisits, visits(performance.nombre_visites_par_potenciel)],
      [allVisits, visits(performance.nombre_visites_par_region)],
      [allUsers, users(page.nombre_utilisateur_par_gammes)],
      [allUsers, users(page.nombre_utilisateur_par_regions)],
      [allUsers, users(page.nombre_utilisateur_par_status)],
    ] as const;
    for (const [total, parts] of lists) {
      assert.ok(Math.max(0, ...parts) <= total, `a part of ${total} is larger: ${parts}`);
      assert.ok(sum(parts) >= total, `something of ${total} is in no part: ${parts}`);
      if (sum(parts) > total) overlapping++;
    }
    assert.ok(allVisits <= rowsOf(ask('data').statistiques));
  });
  assert.ok(overlapping > dataSets, `only ${overlapping} lists had something in two parts`);
});

type AnswerOf<P extends Page> = ReturnType<typeof answerPage<P>>;

interface Asked {
  readonly random: Random;
  /** The answer of a page to the filters of the selection that it has, and to these. */
  ask<P extends Page>(page: P, more?: Filters): AnswerOf<P>;
}

/** Random tables, and on each some random filters and callers. */
function eachSelection(name: string, check: (asked: Asked) => void): void {
  for (let seed = 0; seed < dataSets; seed++) {
    const snapshot = prepareSnapshot(buildSnapshot(randomTables(seed)));
    const random = createRandom('reconciliation', name, seed);
    for (let count = 0; count < questionsEach; count++) {
      const { filters: all, caller } = randomQuestion(random);
      // Those of the period are for the checks themselves.
      const { annee: _, mois: __, start_date: ___, end_date: ____, ...filters } = all;
      check({
        random,
        ask(page, more = {}) {
          const own = Object.entries(filters).filter(([filter]) => filter in filterSchemas[page].shape);
          const selection = select({ ...Object.fromEntries(own), ...more }, caller, snapshot.reference);
          return answerPage(page, countPage(page, snapshot, selection), snapshot.reference, selection);
        },
      });
    }
  }
}

function rowsOf(all: AnswerOf<'data'>['statistiques']): number {
  return all.nbr_total_visites_planifiees + all.nbr_total_visites_non_planifiees + all.nbr_total_visites_inconnues;
}

/** Each is rounded to a decimal. */
function assertPercent(items: readonly { readonly pourcentage: number }[]): void {
  const total = sum(items.map((item) => item.pourcentage));
  assert.ok(Math.abs(total - 100) <= 0.05 * items.length + 1e-9, `${total} %`);
}
