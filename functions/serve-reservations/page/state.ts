import { addDays, type Day, parseDay } from '../../../shared/domain/day.ts';

export const views = { jour: 'Jour', semaine: 'Semaine', mois: 'Mois' } as const;
export type ViewName = keyof typeof views;

/** What the calendar shows; it stands in the address. */
export interface State {
  readonly view: ViewName;
  /** A day that is shown; the week or the month is the one that holds it. */
  readonly day: Day;
  /** Other people's reservations stand back. */
  readonly mineOnly: boolean;
}

/** @param usual the view when the address names none: a phone shows a day. */
export function readState(search: string, today: Day, usual: ViewName): State {
  const query = new URLSearchParams(search);
  const view = query.get('vue') ?? '';
  return {
    view: isView(view) ? view : usual,
    day: parseDay(query.get('date') ?? '') ?? today,
    mineOnly: query.has('miennes'),
  };
}

function isView(name: string): name is ViewName {
  return Object.hasOwn(views, name);
}

export function writeState({ view, day, mineOnly }: State): string {
  return `?${new URLSearchParams({ vue: view, date: day, ...(mineOnly ? { miennes: '1' } : {}) })}`;
}

/** The day to show one period later (`by` 1) or earlier (-1). */
export function dayAfter({ view, day }: Pick<State, 'view' | 'day'>, by: 1 | -1): Day {
  if (view === 'jour') return addDays(day, by);
  if (view === 'semaine') return addDays(day, 7 * by);
  const first = `${day.slice(0, 8)}01`;
  return by === 1 ? `${addDays(first, 31).slice(0, 8)}01` : `${addDays(first, -1).slice(0, 8)}01`;
}
