import { daysBetween } from '../../day.ts';
import type { Cell, Cells } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import type { Selection } from '../analytics/selection.ts';
import { buckets, codesOf, compareNames, namesOf, sums, unknown } from './buckets.ts';

const ranked = 5;
/** Days without a visit are listed between the first and the last, unless a mistyped year makes them a century. */
const mostDays = 36_525;

/** `/performance`: distinct visits. */
export function answerPerformance(cells: Cells<'performance'>, reference: Reference, selection: Selection) {
  return {
    nombre_compte_visite_par_type_compte: buckets(cells.professions, namesOf(reference.observed.type_partenaire)).map(
      ({ code, value }) => ({ code_type_partenaire: code, nombre_visites: value }),
    ),
    nombre_compte_visite_par_status: buckets(cells.statuts, namesOf(reference.observed.statut_partenaire)).map(
      ({ code, value }) => ({ code_statut_partenaire: code, nombre_visites: value }),
    ),
    nombre_visites_par_potenciel: buckets(cells.potentiels, namesOf(reference.observed.potentiel)).map(
      ({ code, value }) => ({ code_potentiel: code, nombre_visites: value }),
    ),
    nombre_visites_par_region: buckets(cells.regions, codesOf(reference, 'REGI')).map(({ label, value }) => ({
      region: label,
      nombre_visites: value,
    })),
    utilisateurs_plus_grand_nombre_visites: mostVisits(cells.utilisateurs, reference),
    delegues_moins_nombre_visites: fewestVisits(cells.utilisateurs, reference, selection),
    nombre_compte_visite_par_jour: daily(cells.jours),
  };
}

interface Ranked {
  readonly id: number;
  readonly name: string;
  readonly visits: number;
}

function byName(one: Ranked, other: Ranked): number {
  return compareNames(one.name, other.name) || one.id - other.id;
}

function toItem({ name, visits }: Ranked) {
  return { delegue: name, nombre_visites: visits };
}

function mostVisits(cells: readonly Cell[], { users }: Reference) {
  return [...sums(cells, 0)]
    .map(([key, visits]): Ranked => {
      const id = Number(key);
      return { id, name: users.get(id)?.name ?? unknown.label, visits };
    })
    .sort((one, other) => other.visits - one.visits || byName(one, other))
    .slice(0, ranked)
    .map(toItem);
}

function fewestVisits(cells: readonly Cell[], reference: Reference, { users: selected }: Selection) {
  const visits = sums(cells, 0);
  return [...reference.users.values()]
    .filter(({ id, role, isActive }) => role === 'DEL' && isActive && (selected === null || selected.has(id)))
    .map(({ id, name }): Ranked => ({ id, name, visits: visits.get(id) ?? 0 }))
    .sort((one, other) => one.visits - other.visits || byName(one, other))
    .slice(0, ranked)
    .map(toItem);
}

function daily(cells: readonly Cell[]) {
  const visits = sums(cells, 0);
  const days = [...visits.keys()].map(String).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return (span > mostDays ? days : daysBetween(first, last)).map((day) => ({
    date_visite: day,
    nombre_visites: visits.get(day) ?? 0,
  }));
}
