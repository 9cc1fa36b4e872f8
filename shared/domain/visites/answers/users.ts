import type { Cell, Cells } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import { buckets, codesOf, compareKeys, namesOf, percentage, sums, total } from './buckets.ts';
import { rolesOf } from './roles.ts';

/** `/users`: distinct users of the selected visits. */
export function answerUsers(cells: Cells<'users'>, reference: Reference) {
  return {
    nombre_nouvelle_utilisateur_par_mois: newUsers(cells.utilisateurs),
    nombre_utilisateur_par_gammes: buckets(cells.gammes, codesOf(reference, 'GAMM')).map(({ code, label, value }) => ({
      code_gamme: code,
      code_gamme_partenaire: code,
      gamme: label,
      nombre_utilisateur: value,
    })),
    pourcentage_visites_par_responsable: shares(cells.responsables),
    nombre_utilisateur_par_regions: buckets(cells.regions, codesOf(reference, 'REGI')).map(
      ({ code, label, value }) => ({ region: label, nombre_utilisateur: value, code_region_partenaire: code }),
    ),
    nombre_utilisateur_par_status: buckets(cells.statuts, namesOf(reference.observed.statut_partenaire)).map(
      ({ code, value }) => ({ code_statut_partenaire: code, nombre_utilisateur: value }),
    ),
    nombre_utilisateur_par_role: buckets(byRole(cells.utilisateurs, reference), rolesOf()).map(({ code, value }) => ({
      role: code,
      nombre_utilisateur: value,
    })),
  };
}

/** Users by the month of their first visit. */
function newUsers(cells: readonly Cell[]) {
  const months = new Map<string, number>();
  for (const {
    values: [day = 0],
  } of cells) {
    const month = new Date(day * 86_400_000).toISOString().slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + 1);
  }
  return [...months].sort().map(([month, users]) => ({
    annee: Number(month.slice(0, 4)),
    mois: Number(month.slice(5)),
    nombre_utilisateur: users,
  }));
}

/** Every visit has one responsable at most, so that the parts add up. */
function shares(cells: readonly Cell[]) {
  const whole = total(cells);
  return [...sums(cells, 0)]
    .sort(([a, some], [b, others]) => others - some || compareKeys(a, b))
    .map(([id, visits]) => ({ id_responsable: id, nombre_visites: visits, pourcentage: percentage(visits, whole) }));
}

function byRole(cells: readonly Cell[], { users }: Reference): readonly Cell[] {
  return cells.map(({ keys }) => ({ keys: [users.get(Number(keys[0]))?.role ?? null], values: [1] }));
}
