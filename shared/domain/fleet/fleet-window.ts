import { addDays, type Day, daysBetween } from '../day.ts';
import type { FleetSource } from './catalogue-schema.ts';

/** A half-open span of whole UTC days; `day` is its first and names it. */
export interface FleetWindow {
  readonly day: Day;
  /** Excluded. */
  readonly end: Day;
}

/** The UTC day at an instant. */
export function utcDay(now: Date): Day {
  return now.toISOString().slice(0, 10);
}

/**
 * The windows of a source over `[from, to)`, in order: days, the months that the days touch, or for a snapshot today's
 * only.
 */
export function windowsOf(source: Pick<FleetSource, 'window'>, from: Day, to: Day, now: Date): readonly FleetWindow[] {
  if (source.window === 'snapshot') return [dayWindow(utcDay(now))];
  const days = daysBetween(from, addDays(to, -1));
  if (source.window !== 'month') return days.map(dayWindow);
  return [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))].map((day) => windowOfDay(source, day));
}

/** The window that starts on that day. */
export function windowOfDay(source: Pick<FleetSource, 'window'>, day: Day): FleetWindow {
  if (source.window !== 'month') return dayWindow(day);
  return { day, end: `${addDays(day, 31).slice(0, 7)}-01` };
}

function dayWindow(day: Day): FleetWindow {
  return { day, end: addDays(day, 1) };
}

/** True once the API has the window: as far as it goes when it has begun, though some reports are made hours after its end. */
export function isDue(source: FleetSource, { day, end }: FleetWindow, now: Date): boolean {
  if (source.settleHours === 0) return startOf(day) <= now.getTime();
  return startOf(end) + source.settleHours * 3_600_000 <= now.getTime();
}

/** True when what was asked at that instant can hold the whole window: asked before the end, it is a part of it. */
export function wasOver(source: FleetSource, { end }: FleetWindow, askedAt: string): boolean {
  return source.window === 'snapshot' || Date.parse(askedAt) >= startOf(end);
}

/** Epoch milliseconds of a UTC day's start. */
export function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
