import { addDays, type Day, daysBetween } from '../../../shared/domain/day.ts';
import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { dayBounds, formatInZone } from '../../../shared/domain/zone.ts';
import type { ViewName } from './state.ts';

/** A day of the business zone: 23, 24 or 25 hours. */
export interface DaySpan {
  readonly day: Day;
  readonly from: Instant;
  readonly to: Instant;
}

/** What a view shows: whole days that follow each other. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly days: readonly DaySpan[];
}

export function spanOf(view: ViewName, day: Day, zone: string): Span {
  const [first, last] = boundsOf(view, day);
  const days = daysBetween(first, last).map((one) => {
    const { from, to } = dayBounds(one, zone);
    return { day: one, from: from.getTime() / 1000, to: to.getTime() / 1000 };
  });
  return { from: days.at(0)?.from ?? 0, to: days.at(-1)?.to ?? 0, days };
}

function boundsOf(view: ViewName, day: Day): readonly [Day, Day] {
  if (view === 'jour') return [day, day];
  if (view === 'mois') {
    const first = `${day.slice(0, 8)}01`;
    return [first, addDays(`${addDays(first, 31).slice(0, 8)}01`, -1)];
  }
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  return [monday, addDays(monday, 6)];
}

export interface Tick {
  readonly at: Instant;
  /** What the wall clock shows then: 0 to 23. One comes twice, or never, when clocks change. */
  readonly hour: number;
}

/** The hours of a day at which the wall clock shows a multiple of `every`. */
export function ticksOf({ from, to }: DaySpan, every: number, zone: string): Tick[] {
  const hours = Array.from({ length: Math.ceil((to - from) / 3600) }, (_, index) => from + index * 3600);
  return hours
    .map((at) => ({ at, hour: Number(formatInZone(new Date(at * 1000), 'HH', zone)) }))
    .filter(({ hour }) => hour % every === 0);
}

/** Where an instant stands in the span, in per cent of its length; at its edge when outside. */
export function shareOf(instant: Instant, { from, to }: Pick<Span, 'from' | 'to'>): number {
  return (100 * (Math.min(Math.max(instant, from), to) - from)) / (to - from);
}

/**
 * The slot between two points of a drag, in whole steps from the span's start, which is a midnight: at least one step, never
 * outside the span.
 */
export function slotBetween(one: Instant, other: Instant, step: number, { from, to }: Pick<Span, 'from' | 'to'>) {
  const [low, high] = one < other ? [one, other] : [other, one];
  const inside = Math.min(Math.max(low, from), to - step);
  const debut = from + Math.floor((inside - from) / step) * step;
  const fin = from + Math.ceil((Math.min(high, to) - from) / step) * step;
  return { debut, fin: Math.max(fin, debut + step) };
}
