import type { Cell, Cells, Key } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import { disciplinesOf, placesOf } from './hierarchy.ts';

/** The words of the counters: the place of the dimension among the keys, and the code counted. */
const counted = [
  ['medicales', 1, 'MEDE'],
  ['pharmaceutiques', 1, 'PHAR'],
  ['privees', 2, 'ETPR'],
  ['publiques', 2, 'ETPU'],
  ['simple', 3, 'S'],
  ['groupe', 3, 'G'],
  ['indiviuel', 4, 'N'],
  ['en_double', 4, 'O'],
] as const;

const planned = [
  ['planifiees', 'PLAN'],
  ['non_planifiees', 'HOPL'],
] as const;

/** `/data`: visit x partner. */
export function answerData({ compteurs, lieux, disciplines }: Cells<'data'>, reference: Reference) {
  return {
    statistiques: {
      ...countersOf(compteurs),
      region: placesOf(lieux, reference).map((region) => ({
        code_region_partenaire: region.code,
        region: region.label,
        nb_visites_total: region.value,
        ville: region.parts.map((town) => ({
          code_ville_partenaire: town.code,
          code_region_partenaire: region.code,
          ville: town.label,
          region: region.label,
          nb_visites: town.value,
        })),
      })),
      gammes: disciplinesOf(disciplines, reference).map((gamme) => ({
        code_gamme: gamme.code,
        gamme: gamme.label,
        nbr_total_visites: gamme.value,
        specialites: gamme.parts.map((speciality) => ({
          code_specialite: speciality.code,
          specialite: speciality.label,
          gamme: gamme.label,
          code_gamme: gamme.code,
          nb_visites_total: speciality.value,
        })),
      })),
    },
  };
}

type Word = (typeof counted)[number][0];
type Planned = (typeof planned)[number][0];
type Counters = Record<`nbr_total_visites_${Planned | 'inconnues'}` | `nbr_visites_${Word}_${Planned}`, number>;

function countersOf(cells: readonly Cell[]): Counters {
  const ofPlan = (plan: Key) => cells.filter(({ keys }) => keys[0] === plan);
  const [own, other] = planned.map(([, code]) => ofPlan(code));
  return {
    nbr_total_visites_planifiees: count(own ?? []),
    nbr_total_visites_non_planifiees: count(other ?? []),
    nbr_total_visites_inconnues: count(ofPlan(null)),
    ...Object.fromEntries(
      planned.flatMap(([plan, planCode]) =>
        counted.map(([word, place, code]) => [
          `nbr_visites_${word}_${plan}`,
          count(ofPlan(planCode).filter(({ keys }) => keys[place] === code)),
        ]),
      ),
    ),
  } as Counters;
}

function count(cells: readonly Cell[]): number {
  return cells.reduce((sum, { values: [value = 0] }) => sum + value, 0);
}
