import type { Cell, Cells, Key } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import { buckets, compareKeys, compareNames, labelOf, percentage, sums, total, unknown } from './buckets.ts';
import { rolesOf } from './roles.ts';

/** `/evaluation`: evaluations, and the points of their details by category. */
export function answerEvaluation(cells: Cells<'evaluation'>, reference: Reference) {
  const all = total(cells.createurs);
  return {
    Nombre_visites_par_moyen_evaluation: visitsByPoints(cells.evalues),
    Nombre_evaluation_par_Mois: [...sums(cells.mois, 0)]
      .sort(([a], [b]) => compareKeys(a, b))
      .map(([month, evaluations]) => ({ date_integration: month, Nombre_evaluation: evaluations })),
    pourcentage_evaluations_role: buckets(byRole(cells.createurs, reference), rolesOf()).map(({ code, value }) => ({
      role_createur: code,
      Nombre_evaluation: value,
      pourcentage: percentage(value, all),
    })),
    moyenne_points_utilisateurs: meansOfUsers(cells.evalues, reference),
    categories: categoriesOf(cells.categories, reference),
  };
}

/** The visits of the evaluated users, once for each evaluation. */
function visitsByPoints(cells: readonly Cell[]) {
  const weighed = cells.map(({ keys: [, points = null, visits], values: [evaluations = 0] }) => ({
    keys: [points],
    values: [Number(visits ?? 0) * evaluations],
  }));
  return [...sums(weighed, 0)]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([points, visits]) => ({ points_obtenus: points, nombre_visites: visits }));
}

function byRole(cells: readonly Cell[], { users }: Reference): readonly Cell[] {
  return cells.map(({ keys, values }) => ({ keys: [users.get(Number(keys[0]))?.role ?? null], values }));
}

/** Over the evaluations that have points; null when none of a user's has. */
function meansOfUsers(cells: readonly Cell[], { users }: Reference) {
  return [...Map.groupBy(cells, ({ keys }) => keys[0] ?? null)]
    .map(([id, theirs]) => ({
      id: id === null ? Number.POSITIVE_INFINITY : Number(id),
      name: id === null ? unknown.label : (users.get(Number(id))?.name ?? unknown.label),
      mean: meanPoints(theirs),
    }))
    .sort((a, b) => compareNames(a.name, b.name) || a.id - b.id)
    .map(({ name, mean }) => ({ FullName_utilisateur: name, points_obtenus: mean }));
}

function meanPoints(cells: readonly Cell[]): number | null {
  let evaluations = 0;
  let thousandths = 0;
  for (const {
    keys: [, points],
    values: [some = 0],
  } of cells) {
    if (typeof points !== 'number') continue;
    evaluations += some;
    thousandths += Math.round(points * 1000) * some;
  }
  return mean(thousandths, evaluations);
}

/** Sums are of thousandths: whole numbers have one sum in whatever order. */
function mean(thousandths: number, count: number): number | null {
  return count === 0 ? null : thousandths / count / 1000;
}

function categoriesOf(cells: readonly Cell[], reference: Reference) {
  const detailed = cells.filter(({ values: [details = 0] }) => details > 0);
  return named(detailed, 0, (code) => labelOf(reference, 'CEVA', code)).map(({ code, label, theirs }) => ({
    code_categorie: code,
    categorie: label,
    moyenne_points_categorie: meanNotes(theirs),
    sous_categories: named(theirs, 1, (part) => labelOf(reference, 'SEVA', part)).map((part) => ({
      code_sous_categorie: part.code,
      sous_categorie: part.label,
      moyenne_points_sous_categorie: meanNotes(part.theirs),
    })),
  }));
}

function meanNotes(cells: readonly Cell[]): number | null {
  const notes = cells.reduce((sum, { values: [, some = 0] }) => sum + some, 0);
  return mean(
    cells.reduce((sum, { values: [, , thousandths = 0] }) => sum + thousandths, 0),
    notes,
  );
}

/** The cells by the key at that place, in the order of its labels, the unknown last. */
function named(cells: readonly Cell[], place: number, label: (code: string | null) => string) {
  const asCode = (key: Key | undefined) => (key === null || key === undefined ? null : String(key));
  return [...Map.groupBy(cells, ({ keys }) => asCode(keys[place]))]
    .map(([code, theirs]) => ({ code, label: label(code), theirs }))
    .sort(
      (a, b) =>
        Number(a.code === null) - Number(b.code === null) ||
        compareNames(a.label, b.label) ||
        compareNames(a.code ?? '', b.code ?? ''),
    );
}
