import type { VisitesList } from '../domain/visites/lists/list.ts';
import type { Item, Row } from '../domain/visites/lists/read-list.ts';
import { byMonthWhenLong } from './by-month.ts';
import type { Chart, Point } from './chart.ts';

/** What ids and codes are called, where a list has them without a name. */
export interface NameBook {
  readonly users: ReadonlyMap<string, string>;
  readonly investmentTypes: ReadonlyMap<string, string>;
}

export const noNames: NameBook = { users: new Map(), investmentTypes: new Map() };

/** The same list a period before, and how a day or month of now was called then. */
export interface Before {
  readonly rows: readonly Row[];
  readonly labelThen: (label: string) => string;
}

/** The chart of one list of an answer. */
export function chartOfList(list: VisitesList, rows: readonly Row[], names: NameBook, before?: Before): Chart {
  const { title, unit, format, kind } = list;
  // Nothing then is 0, but for a mean, for who was not among the first, and for a day, which the month before may not have.
  const missing = (label: string) =>
    format === 'decimal' || list.isRanking || (kind === 'line' && label.length !== monthForm.length) ? null : 0;
  const previous = before && new Map(before.rows.map(({ item }) => [identityOf(item, list), amountOf(item, list)]));
  const points = (kind === 'line' && list.isAdditive ? everyMonth(rows, list) : rows).map(({ item }): Point => {
    const key = keyOf(item, list);
    const then = identityOf(item, list, kind === 'line' ? before?.labelThen : undefined);
    return {
      label: labelOf(item, list, names),
      value: amountOf(item, list),
      ...(list.series === undefined ? {} : { series: String(item[list.series]) }),
      ...(previous === undefined ? {} : { previous: previous.get(then) ?? missing(labelOf(item, list, names)) }),
      ...(key === undefined ? {} : { key }),
      ...(isUnknown(item, list) ? { isUnknown: true } : {}),
    };
  });
  const chart = { kind, title, unit, format, points };
  return list.isAdditive ? byMonthWhenLong(chart) : chart;
}

const monthForm = 'aaaa-mm';
/** A century of months is a mistyped year. */
const mostMonths = 1200;

/** The rows of months with those between them, where nothing was counted: 0, for the line not to leap over them. */
function everyMonth(rows: readonly Row[], list: VisitesList): readonly Row[] {
  const byMonth = new Map(rows.map((row) => [rawLabel(row.item, list), row]));
  const known = [...byMonth.keys()].filter((label) => label !== null && /^\d{4}-\d{2}$/.test(label)).map(String);
  const [first, last] = [known.sort()[0], known.at(-1)];
  if (first === undefined || last === undefined) return rows;
  const [begin, end] = [monthNumber(first), monthNumber(last)];
  if (end - begin > mostMonths) return rows;
  const months = Array.from({ length: end - begin + 1 }, (_, rank) => [
    Math.floor((begin + rank) / 12),
    (begin + rank) % 12,
  ]);
  const filled = months.map(([year = 0, month = 0]): Row => {
    const label = `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`;
    const parts =
      typeof list.label === 'string' ? { [list.label]: label } : { [list.label[0]]: year, [list.label[1]]: month + 1 };
    return byMonth.get(label) ?? { item: { ...parts, [list.value]: 0 }, parts: [] };
  });
  return [...filled, ...rows.filter(({ item }) => isUnknown(item, list))];
}

/** Months since year 0. */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

/** What an item is called, for people. */
export function labelOf(item: Item, list: VisitesList, names: NameBook): string {
  const raw = rawLabel(item, list);
  if (raw === null) return 'inconnu';
  if (list.names !== undefined) return names[list.names].get(raw) ?? raw;
  return list.labels?.[raw] ?? raw;
}

function amountOf(item: Item, { value }: Pick<VisitesList, 'value'>): number | null {
  const found = item[value];
  return typeof found === 'number' ? found : null;
}

function rawLabel(item: Item, { label }: VisitesList): string | null {
  if (typeof label !== 'string') {
    const [year, month] = label;
    return `${item[year]}-${String(item[month]).padStart(2, '0')}`;
  }
  const found = item[label];
  return found === null || found === undefined ? null : String(found);
}

function isUnknown(item: Item, list: VisitesList): boolean {
  const raw = rawLabel(item, list);
  return raw === null || raw === 'inconnu';
}

/** What makes an item the same in two periods. */
function identityOf(item: Item, list: VisitesList, then: (label: string) => string = (label) => label): string {
  const series = list.series === undefined ? '' : `\n${item[list.series]}`;
  return then(rawLabel(item, list) ?? '') + series;
}

/** What choosing the item chooses; nobody can choose the unknown. */
function keyOf(item: Item, list: VisitesList): string | undefined {
  if (list.choose === undefined || isUnknown(item, list)) return undefined;
  if (list.choose.filter === 'period') return rawLabel(item, list) ?? undefined;
  const key = item[list.choose.key];
  return key === null || key === undefined ? undefined : String(key);
}
