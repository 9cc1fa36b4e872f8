import type { Selection } from '../analytics/selection.ts';
import { dayNumber, monthCheck } from './select-rows.ts';

/** Whether a day is selected; one that is missing is when nothing is asked of it. */
export function createPeriodCheck({ first, last, month }: Selection): (day: number | null) => boolean {
  const from = first === undefined ? Number.NEGATIVE_INFINITY : dayNumber(first);
  const to = last === undefined ? Number.POSITIVE_INFINITY : dayNumber(last);
  const isOfMonth = month === undefined ? () => true : monthCheck(month);
  const asksNothing = first === undefined && last === undefined && month === undefined;
  return (day) => (day === null ? asksNothing : day >= from && day <= to && isOfMonth(day));
}
