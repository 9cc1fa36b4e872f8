import * as z from 'zod';
import type { VisitesList } from './list.ts';

/** An item of a list, with its published keys. */
export type Item = Readonly<Record<string, string | number | null>>;
export interface Row {
  readonly item: Item;
  readonly parts: readonly Item[];
}

const itemSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.unknown())]));
const listSchema = z.array(itemSchema);
const countersSchema = z.object({ statistiques: z.record(z.string(), z.unknown()) });

/** The items of one list of a page's answer. @throws ZodError when the answer is not of its published form. */
export function readList(answer: unknown, list: VisitesList): readonly Row[] {
  const root = z.record(z.string(), z.unknown()).parse(answer);
  if (list.page !== 'data') return rowsOf(root[list.name], list);
  const { statistiques } = countersSchema.parse(root);
  if (list.name === 'compteurs') return plannedOf(statistiques).map((item) => ({ item, parts: [] }));
  if (list.name === 'natures') return naturesOf(statistiques).map((item) => ({ item, parts: [] }));
  return rowsOf(statistiques[list.name], list);
}

function rowsOf(found: unknown, { parts }: VisitesList): readonly Row[] {
  return listSchema.parse(found).map((row) => ({
    item: scalarsOf(row),
    parts: parts === undefined ? [] : listSchema.parse(row[parts.name]).map(scalarsOf),
  }));
}

function scalarsOf(row: z.infer<typeof itemSchema>): Item {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]): [string, string | number | null][] =>
      typeof value === 'object' && value !== null ? [] : [[key, value]],
    ),
  );
}

const planned = { planifiees: 'Planifiées', non_planifiees: 'Non planifiées' } as const;
const natures = {
  medicales: 'Médicales',
  pharmaceutiques: 'Pharmaceutiques',
  privees: 'Privées',
  publiques: 'Publiques',
  simple: 'Simples',
  groupe: 'En groupe',
  indiviuel: 'Individuelles',
  en_double: 'En double',
} as const;

/** The counters of `/data` as the list of their totals; visits of no known kind only when there are some. */
function plannedOf(statistiques: Readonly<Record<string, unknown>>): readonly Item[] {
  const totals = Object.entries({ ...planned, inconnues: 'inconnu' }).map(([word, planification]) => ({
    planification,
    nbr_visites: count(statistiques[`nbr_total_visites_${word}`]),
  }));
  return totals.filter(({ planification, nbr_visites }) => planification !== 'inconnu' || nbr_visites > 0);
}

function naturesOf(statistiques: Readonly<Record<string, unknown>>): readonly Item[] {
  return Object.entries(natures).flatMap(([word, nature]) =>
    Object.entries(planned).map(([plan, planification]) => ({
      nature,
      planification,
      nbr_visites: count(statistiques[`nbr_visites_${word}_${plan}`]),
    })),
  );
}

function count(value: unknown): number {
  return z.number().parse(value);
}
