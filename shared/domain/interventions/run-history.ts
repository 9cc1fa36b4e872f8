import { type Day, dayInZone } from '../day.ts';
import { type Stage, stages } from './intervention.ts';
import type { Run } from './run.ts';

/** What the runs that started on one day came to. */
export interface DayOfRuns {
  readonly day: Day;
  readonly runs: number;
  readonly failedRuns: number;
  readonly found: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly rejected: number;
  readonly photos: number;
  readonly bytes: number;
}

export interface StageDuration {
  readonly stage: Stage;
  /** Milliseconds: of the runs' medians the middle one, and the longest of all. */
  readonly median: number;
  readonly slowest: number;
}

export interface FailureCause {
  /** `collect` when the list itself could not be taken. */
  readonly stage: Stage | 'collect';
  /** The reason without what differs from one intervention to the next. */
  readonly cause: string;
  readonly count: number;
  /** The latest it happened to; null for a list. */
  readonly example: string | null;
}

export interface RunHistory {
  readonly days: readonly DayOfRuns[];
  readonly durations: readonly StageDuration[];
  readonly causes: readonly FailureCause[];
}

const mostCauses = 12;

/** Sums up closed and open runs, a line for every one of the days, also when nothing ran. */
export function summarizeHistory(runs: readonly Run[], days: readonly Day[], zone: string): RunHistory {
  const byDay = Map.groupBy(runs, ({ startedAt }) => dayInZone(new Date(startedAt), zone));
  return {
    days: days.map((day) => sumOfDay(day, byDay.get(day) ?? [])),
    durations: stages.flatMap((stage) => durationOf(stage, runs)),
    causes: countCauses(runs),
  };
}

function sumOfDay(day: Day, runs: readonly Run[]): DayOfRuns {
  const sum = (of: (run: Run) => number | undefined) => runs.reduce((total, run) => total + (of(run) ?? 0), 0);
  return {
    day,
    runs: runs.length,
    failedRuns: runs.filter(({ status }) => status === 'echoue').length,
    found: sum(({ collect }) => collect.days.reduce((total, { created }) => total + created, 0)),
    delivered: sum(({ report }) => report?.delivered),
    waiting: sum(({ report }) => report?.waiting),
    rejected: sum(({ report }) => report?.rejected),
    photos: sum(({ report }) => report?.photos),
    bytes: sum(({ report }) => report?.bytes),
  };
}

function durationOf(stage: Stage, runs: readonly Run[]): StageDuration[] {
  const known = runs.flatMap(({ report }) => report?.durations[stage] ?? []);
  const medians = known.map(({ median }) => median).toSorted((a, b) => a - b);
  const median = medians[Math.floor(medians.length / 2)];
  return median === undefined ? [] : [{ stage, median, slowest: Math.max(...known.map(({ slowest }) => slowest)) }];
}

function countCauses(runs: readonly Run[]): FailureCause[] {
  const counted = new Map<string, FailureCause>();
  const add = (stage: FailureCause['stage'], reason: string, example: string | null): void => {
    const cause = causeOf(reason);
    const key = `${stage} ${cause}`;
    counted.set(key, { stage, cause, count: (counted.get(key)?.count ?? 0) + 1, example });
  };
  for (const { status, collect, report } of runs.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))) {
    if (status === 'echoue') add('collect', collect.error ?? '', null);
    for (const { stage, reason, reference } of report?.failures ?? []) add(stage, reason, reference);
  }
  return [...counted.values()].toSorted((a, b) => b.count - a.count).slice(0, mostCauses);
}

/** A reason as others of its kind read: quoted texts, addresses and numbers of three digits or more are left out. */
export function causeOf(reason: string): string {
  const words = reason
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/«[^»]*»|"[^"]*"/g, '…')
    .replace(/\b[\w-]*\d{4,}[\w-]*\b/g, '…')
    .replace(/(…[\s,;:]*)+/g, '… ')
    .trim();
  if (words === '') return 'interrompue';
  return words.length > 120 ? `${words.slice(0, 119)}…` : words;
}
