import { formatInstant, type Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';
import { essaiBody } from '../../../shared/messages/reservations-api.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import type { Desk } from './desk.ts';
import { lineFields } from './line-fields.ts';
import { readInstant } from './planning.ts';
import { timeField } from './time-field.ts';
import { type Offer, readProblem, verdictView } from './verdict.ts';

export interface Draft {
  readonly debut: Instant;
  readonly fin: Instant;
  readonly lignes: readonly Ligne[];
}

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
const durations = [1, 2, 4, 8, 24];

/**
 * The fields of a booking, with whether it would fit, asked of the API a moment after each change.
 * @param locked the start and the machines of what has begun stay as they are.
 */
export function bookingForm(
  desk: Desk,
  draft: Draft,
  options: { readonly idReservation?: number; readonly locked?: boolean; readonly readOnly?: boolean } = {},
): BookingForm {
  const { api, zone, words, signal } = desk;
  const { idReservation, locked = false, readOnly = false } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();

  const changed = (): void => {
    clearTimeout(timer);
    asked.abort();
    verdict.wait();
    timer = setTimeout(() => void check(), patience);
  };
  const debut = timeField({ label: 'Début', name: 'debut', zone, disabled: locked || readOnly }, draft.debut, changed);
  const fin = timeField({ label: 'Fin', name: 'fin', zone, disabled: readOnly }, draft.fin, changed);
  const lines = lineFields(desk.planning().machines, locked || readOnly, changed);
  const take = (offer: Offer): void => {
    debut.write(offer.debut);
    fin.write(offer.fin);
    if (offer.lignes !== undefined) lines.write(offer.lignes);
    verdict.element.closest('form')?.querySelector<HTMLButtonElement>('.primary')?.focus();
    changed();
  };
  const verdict = verdictView(words, take);

  const read = (): Draft | undefined => {
    const [from, to, lignes] = [debut.read(), fin.read(), lines.read()];
    return from === undefined || to === undefined || lignes === undefined
      ? undefined
      : { debut: from, fin: to, lignes };
  };
  const check = async (): Promise<void> => {
    const wanted = read();
    if (wanted === undefined) return verdict.say('Il manque une date ou une quantité.');
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    try {
      const body = { ...sent(wanted), ...(idReservation === undefined ? {} : { idReservation }) };
      const { accepte, probleme, prochain } = await api.ask('/Essai', {
        method: 'POST',
        body,
        parse: essaiBody.parse,
        signal: current,
      });
      if (accepte || probleme === null) return verdict.accept();
      const next = prochain && { debut: readInstant(prochain.date_debut), fin: readInstant(prochain.date_fin) };
      verdict.refuse(probleme, next ?? undefined);
    } catch (error) {
      if (current.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      verdict.say(error.message);
    }
  };
  const chips = durations.map((hours) => {
    const set = (): void => {
      fin.write((debut.read() ?? draft.debut) + hours * 3600);
      changed();
    };
    return h('button', { type: 'button', onclick: set }, `${hours} h`);
  });
  lines.write(draft.lignes);
  if (!readOnly) void check();
  return {
    fields: h(
      'div',
      { class: 'booking' },
      h('div', { class: 'two' }, debut.element, fin.element),
      !readOnly && h('div', { class: 'choices', role: 'group', 'aria-label': 'Durée' }, chips),
      lines.element,
    ),
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

/** As the API takes it. */
export function sent({ debut, fin, lignes }: Draft) {
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin), lignes };
}
