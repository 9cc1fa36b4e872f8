import { type Day, parseDay } from '../day.ts';
import type { InterventionRow } from '../interventions/intervention.ts';
import { formatInZone, instantOf, parseZoned } from '../zone.ts';
import { cleanValues } from './clean-value.ts';
import type { Columns } from './recipe-list.ts';
import type { Cleaning, Source, Value } from './recipe-value.ts';

/** The texts that a source finds in one row of the list. */
export type ReadCell = (source: Source) => readonly string[];

/** The first source that gives something, cleaned as it says. */
export function firstValues(
  value: Value | undefined,
  read: ReadCell,
  cleaningOf: (source: Source) => Cleaning = (source) => source,
): string[] {
  for (const source of value ?? []) {
    const values = cleanValues(read(source), cleaningOf(source));
    if (values.length > 0) return values;
  }
  return [];
}

/** The technicians one by one, and as the portal wrote them: a cell as it is, the items of a list with "; " between. */
export function readTechnicians(value: Value | undefined, read: ReadCell) {
  const technicians = firstValues(value, read);
  return { technicians, techniciansText: firstValues(value, read, unsplit).join('; ') };
}

function unsplit({ split, ...source }: Source): Cleaning {
  return split === undefined ? source : { ...source, pick: 'all' };
}

/** A row of the list as an intervention, or why it is none (French, for people). @param zone the portal's. */
export function mapRow(
  columns: Columns,
  read: ReadCell,
  zone: string,
): { readonly row: InterventionRow } | { readonly reason: string } {
  const text = (value: Value | undefined) => firstValues(value, read)[0] ?? '';
  const reference = text(columns.reference);
  if (reference === '') return { reason: 'référence vide' };
  const dateText = text([columns.date]);
  const appointment = readAppointment(dateText, columns.date, zone);
  if (appointment === undefined) return { reason: `date « ${dateText} » illisible (${columns.date.format})` };
  const others = Object.entries(columns.others).map(([name, value]) => [name, text(value)]);
  return {
    row: {
      reference,
      client: text(columns.client),
      date: appointment.day,
      time: appointment.time || text(columns.time),
      departement: text(columns.departement),
      jeton: text(columns.jeton),
      ...readTechnicians(columns.technicians, read),
      columns: Object.fromEntries(others),
    },
  };
}

function readAppointment(text: string, { format, zone: written }: Columns['date'], zone: string) {
  const read = parseZoned(text, format);
  if (read === undefined || written === undefined) return read;
  const instant = instantOf(read.day, read.time, written);
  const day = parseDay(formatInZone(instant, 'yyyy-MM-dd', zone));
  return day === undefined
    ? undefined
    : { day, time: formatInZone(instant, read.time.length > 5 ? 'HH:mm:ss' : 'HH:mm', zone) };
}

/** The values of a row's columns, by the place of each source in the recipe. */
export function everySource(columns: Columns): Source[] {
  const { others, date, ...plain } = columns;
  return [date, ...Object.values(plain).flatMap((value) => value ?? []), ...Object.values(others).flat()];
}

/** The columns by the name of what they give, for messages. */
export function everyValue(columns: Columns): { readonly name: string; readonly value: Value }[] {
  const { others, date, ...plain } = columns;
  return [
    { name: 'date', value: [date] },
    ...Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...Object.entries(others).map(([name, value]) => ({ name: `others.${name}`, value })),
  ];
}

/** Rows of other days than the one that was asked: the filter did not hold. */
export function rowsOfOtherDays(rows: readonly InterventionRow[], day: Day): InterventionRow[] {
  return rows.filter((row) => row.date !== day);
}
