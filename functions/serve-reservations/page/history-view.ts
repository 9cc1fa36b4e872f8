import type * as z from 'zod';
import { historyBody, type wholeReservationBody } from '../../../shared/messages/reservations-api.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import type { Desk } from './desk.ts';
import { readInstant, readLignes } from './planning.ts';
import { lineWords } from './words.ts';

const actions = { creation: 'a réservé', modification: 'a changé', suppression: 'a annulé' } as const;

/** Who did what and when, read once it is opened. */
export function historyView({ api, words, signal }: Desk, id: number): HTMLElement {
  const place = h('div', {}, h('p', { class: 'hint' }, 'Chargement…'));
  const slotOf = (one: z.infer<typeof wholeReservationBody> | null): string =>
    one === null
      ? ''
      : `${words.slot(readInstant(one.date_debut), readInstant(one.date_fin))} · ${lineWords(readLignes(one.lignes))}`;
  const load = async (): Promise<void> => {
    try {
      const path = `/Reservation/${id}/historique`;
      const { historique } = await api.ask(path, { parse: historyBody.parse, signal });
      replaceChildren(
        place,
        h(
          'ol',
          { class: 'history' },
          historique.map(({ date, acteur, action, apres, avant }) =>
            h(
              'li',
              {},
              h(
                'p',
                {},
                h('strong', {}, h('bdi', {}, acteur)),
                ` ${actions[action]}, ${words.instant(readInstant(date))}`,
              ),
              h('p', { class: 'hint' }, slotOf(apres ?? avant)),
            ),
          ),
        ),
      );
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      replaceChildren(place, h('p', { class: 'hint' }, error.message));
    }
  };
  const details = h('details', {}, h('summary', {}, 'Historique'), place);
  details.addEventListener('toggle', () => details.open && void load(), { once: true });
  return details;
}
