import { breakdowns, type Cell, type Cells, type Key, type Page } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import type { Selection } from '../analytics/selection.ts';
import type { Parameters } from './conditions.ts';
import { dimensions, measures } from './dimensions.ts';
import { rowsOf } from './page-rows.ts';

export interface PageQuery {
  /** GoogleSQL that DuckDB runs too. */
  readonly sql: string;
  readonly parameters: Parameters;
}

interface QueryOptions {
  /** One breakdown alone, by a plain GROUP BY: to compare with engines that have no grouping sets. */
  readonly only?: string;
}

/**
 * One statement for all breakdowns of a page: the rows are read and joined once, and grouped by each set of dimensions.
 * Every row of the result says by `g_...` which dimensions it is not of.
 */
export function pageQuery(
  page: Page,
  selection: Selection,
  reference: Reference,
  { only }: QueryOptions = {},
): PageQuery {
  const sets = setsOf(page).filter(({ name }) => only === undefined || name === only);
  const names = [...new Set(sets.flatMap(({ by }) => by))];
  const { first, from, parameters } = rowsOf(page, selection, reference);
  const counted = Object.entries(measures[page]);
  const columns = new Map([
    ...names.map((name) => [name, dimensions[page][name] ?? name] as const),
    ...counted.flatMap(([, { columns: needed }]) => Object.entries(needed)),
  ]);
  const isOne = only !== undefined;
  const sql = `WITH ${first}lignes AS (
  SELECT
    ${[...columns].map(([name, of]) => `${of} AS ${name}`).join(',\n    ')}
  ${from}
)
SELECT
  ${[
    ...names,
    ...(isOne ? [] : names.map((name) => `GROUPING(${name}) AS g_${name}`)),
    ...counted.map(([name, { of }]) => `${of} AS m_${name}`),
  ].join(',\n  ')}
FROM lignes
GROUP BY ${isOne ? names.join(', ') : `GROUPING SETS (${sets.map(({ by }) => `(${by.join(', ')})`).join(', ')})`}`;
  return { sql, parameters };
}

interface NamedSet {
  readonly name: string;
  readonly by: readonly string[];
  readonly measures: readonly string[];
}

function setsOf(page: Page): readonly NamedSet[] {
  return Object.entries(breakdowns[page]).map(([name, set]) => ({ name, ...set }));
}

type ResultRow = Readonly<Record<string, unknown>>;

/** The cells that the rows of a page's result are. */
export function toPageCells<P extends Page>(page: P, rows: readonly ResultRow[]): Cells<P> {
  const names = [...new Set(setsOf(page).flatMap(({ by }) => by))];
  const bySet = Map.groupBy(rows, (row) =>
    names
      .filter((name) => Number(row[`g_${name}`]) === 0)
      .sort()
      .join(),
  );
  const cells = setsOf(page).map((set) => [set.name, toCells(set, bySet.get([...set.by].sort().join()) ?? [])]);
  // The names are those of the page's breakdowns.
  return Object.fromEntries(cells) as Cells<P>;
}

/** The cells of one breakdown. */
export function toCells({ by, measures: wanted }: Omit<NamedSet, 'name'>, rows: readonly ResultRow[]): readonly Cell[] {
  // An evaluation without details has a row all the same, and no detail on it.
  const counted = wanted.includes('details') ? rows.filter(({ m_details: details }) => Number(details) > 0) : rows;
  return counted.map((row) => ({
    keys: by.map((name) => toKey(row[name])),
    values: wanted.map((name) => Number(row[`m_${name}`])),
  }));
}

function toKey(value: unknown): Key {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
