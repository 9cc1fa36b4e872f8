import { dayInZone } from '../../../shared/domain/day.ts';
import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './draft.ts';
import { type Outcome, tryOut } from './try-out.ts';
import { ruleOf } from './verdict.ts';

const patience = 60;

/**
 * Says of a reservation's draft that goes on changing whether it fits: at once what it is, and once the API has answered for
 * the newest, whether it goes and when it would.
 */
export function liveVerdict(desk: Desk, idReservation: number, tell: (text: string, kind: string) => void) {
  const { words, signal } = desk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();
  let newest = '';

  const stop = (): void => {
    clearTimeout(timer);
    asked.abort();
  };
  const check = async (draft: Draft, slot: string): Promise<void> => {
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    try {
      const outcome = await tryOut(desk, draft, idReservation, current);
      tell(`${slot} · ${inShort(outcome, draft, desk)}`, outcome.problem === undefined ? 'fits' : 'no');
    } catch (error) {
      if (current.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      tell(`${slot} · ${error.message}`, 'no');
    }
  };
  return {
    ask(draft: Draft): void {
      const key = JSON.stringify(draft);
      if (key === newest) return;
      newest = key;
      stop();
      const slot = words.slot(draft.debut, draft.fin);
      tell(slot, 'wait');
      timer = setTimeout(() => void check(draft, slot), patience);
    },
    stop,
  };
}

function inShort({ problem, next }: Outcome, { debut }: Draft, { words, zone }: Desk): string {
  if (problem === undefined) return 'il y a de la place';
  if (problem.conflits === undefined) return ruleOf(problem);
  if (next === undefined) return 'pas de place';
  const dayOf = (at: Instant) => dayInZone(new Date(at * 1000), zone);
  const when = dayOf(next.debut) === dayOf(debut) ? words.hours : words.slot;
  return `pas de place ; libre ${when(next.debut, next.fin)}`;
}
