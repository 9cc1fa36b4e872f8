import type { Day } from '../day.ts';

/** The month before the day's, `YYYY-MM`. */
export function monthBefore(day: Day): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** The first day of a month, and of the next. @throws RangeError when it is no `YYYY-MM`. */
export function monthBounds(month: string): { readonly first: Day; readonly next: Day } {
  const [, year = '', number = ''] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === '') throw new RangeError(`« ${month} » n’est pas un mois (aaaa-mm)`);
  const next = number === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(number) + 1).padStart(2, '0')}`;
  return { first: `${month}-01`, next: `${next}-01` };
}

/** A month as segments' names have it, `YYYYMM`. @throws RangeError when it is no `YYYY-MM`. */
export function compactMonth(month = ''): string {
  return monthBounds(month).first.slice(0, 7).replace('-', '');
}
