import { addDays, type Day } from '../../../shared/domain/day.ts';

/** Both ends included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

export const periods = {
  mois: 'Ce mois',
  'mois-dernier': 'Mois dernier',
  trimestre: 'Trimestre',
  annee: 'Année',
  tout: 'Tout',
} as const;
export type Period = keyof typeof periods | 'libre';

/** The days of a period that is not chosen by hand; undefined: all there are. The future is left out. */
export function spanOf(period: Exclude<Period, 'libre'>, today: Day): Span | undefined {
  const month = `${today.slice(0, 7)}-01`;
  if (period === 'tout') return undefined;
  if (period === 'mois') return { from: month, to: today };
  if (period === 'mois-dernier') return { from: addMonths(month, -1), to: addDays(month, -1) };
  if (period === 'annee') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  return { from: addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3)), to: today };
}

const shifts: Readonly<Partial<Record<Period, number>>> = { mois: 1, 'mois-dernier': 1, trimestre: 3, annee: 12 };

/** The span to compare with, and what a day or month of now was called then. */
export interface Earlier extends Span {
  readonly labelThen: (label: string) => string;
}

/** The same days a month, a quarter or a year before; of days chosen by hand as many days just before. */
export function earlierThan(period: Period, { from, to }: Span): Earlier {
  const months = shifts[period];
  if (months === undefined) {
    const days = daysFrom(from, to) + 1;
    return { from: addDays(from, -days), to: addDays(from, -1), labelThen: (label) => shiftLabel(label, -days) };
  }
  const then = (day: Day) =>
    isLastOfMonth(day) ? lastOfMonth(addMonths(firstOf(day), -months)) : addMonths(day, -months);
  return {
    from: then(from),
    to: then(to),
    labelThen: (label) =>
      label.length === 7 ? addMonths(`${label}-01`, -months).slice(0, 7) : addMonths(label, -months),
  };
}

function shiftLabel(label: string, days: number): string {
  return label.length === 7 ? addDays(`${label}-15`, days).slice(0, 7) : addDays(label, days);
}

/** The same day so many months later; the month's last day where it has fewer. */
function addMonths(day: Day, months: number): Day {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
  const wanted = addDays(first, Number(day.slice(8)) - 1);
  return wanted.slice(0, 7) === first.slice(0, 7) ? wanted : lastOfMonth(first);
}

function firstOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

function lastOfMonth(day: Day): Day {
  return addDays(firstOf(addDays(firstOf(day), 31)), -1);
}

function isLastOfMonth(day: Day): boolean {
  return lastOfMonth(day) === day;
}

function daysFrom(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** A month or a day as the span it is. */
export function spanOfLabel(label: string): Span {
  return label.length === 7 ? { from: `${label}-01`, to: lastOfMonth(`${label}-01`) } : { from: label, to: label };
}
