import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './draft.ts';
import { lineFields } from './line-fields.ts';
import { periodFields } from './period-fields.ts';
import { tryOut } from './try-out.ts';
import { type Offer, readProblem, verdictView } from './verdict.ts';

export interface BookingForm {
  readonly fields: HTMLElement;
  readonly verdict: HTMLElement;
  /** undefined while a field is not filled in. */
  read(): Draft | undefined;
  /** Shows what the API refused, with its offers. */
  refuse(error: ApiError): void;
  /** Ends what is under way. */
  stop(): void;
}

const patience = 200;

/**
 * The fields of a booking, with whether it would fit, asked of the API a moment after each change.
 * @param locked the start and the machines of what has begun stay as they are.
 */
export function bookingForm(
  desk: Desk,
  draft: Draft,
  options: { readonly idReservation?: number; readonly locked?: boolean } = {},
): BookingForm {
  const { zone, words, signal } = desk;
  const { idReservation, locked = false } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();

  const changed = (): void => {
    clearTimeout(timer);
    asked.abort();
    verdict.wait();
    timer = setTimeout(() => void check(), patience);
  };
  const period = periodFields(zone, draft, locked, changed);
  const lines = lineFields(desk.planning().machines, locked, changed);
  const take = (offer: Offer): void => {
    period.write(offer);
    if (offer.lignes !== undefined) lines.write(offer.lignes);
    verdict.element.closest('form')?.querySelector<HTMLButtonElement>('.primary')?.focus();
    changed();
  };
  const verdict = verdictView(words, take);

  const read = (): Draft | undefined => {
    const [when, lignes] = [period.read(), lines.read()];
    return when === undefined || lignes === undefined ? undefined : { ...when, lignes };
  };
  const check = async (): Promise<void> => {
    const wanted = read();
    if (wanted === undefined) return verdict.say('Il manque une date ou une quantité.');
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    try {
      const { problem, next } = await tryOut(desk, wanted, idReservation, current);
      if (problem === undefined) verdict.accept();
      else verdict.refuse(problem, next);
    } catch (error) {
      if (current.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      verdict.say(error.message);
    }
  };
  lines.write(draft.lignes);
  void check();
  return {
    fields: h('div', { class: 'booking' }, period.element, lines.element),
    verdict: verdict.element,
    read,
    refuse(error) {
      const problem = readProblem(error.problem);
      if (problem === undefined) verdict.say(error.message);
      else verdict.refuse(problem);
    },
    stop() {
      clearTimeout(timer);
      asked.abort();
    },
  };
}
