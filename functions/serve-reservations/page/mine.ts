import { h } from '../../../shared/pages/browser/element.ts';
import { nowInstant } from './desk.ts';
import type { Booked } from './planning.ts';
import { lineWords, type Words } from './words.ts';

/** The caller's reservations that are not over, the next first. */
export function mineList(reservations: readonly Booked[], words: Words, open: (booked: Booked) => void): HTMLElement {
  const now = nowInstant();
  const mine = reservations.filter(({ isMine, fin }) => isMine && fin > now);
  if (mine.length === 0)
    return h(
      'p',
      { class: 'empty' },
      'Rien de réservé. Tracez un créneau sur une machine, ou appuyez sur « Réserver ».',
    );
  return h(
    'ul',
    { class: 'mine-list' },
    mine.map((booked) =>
      h(
        'li',
        {},
        h(
          'div',
          {},
          h('strong', {}, words.slot(booked.debut, booked.fin)),
          booked.debut <= now && h('span', { class: 'badge success' }, 'en cours'),
          h('p', { class: 'hint' }, lineWords(booked.lignes)),
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'button small',
            'data-key': `mienne-${booked.id}`,
            'aria-label': `Modifier la réservation du ${words.slot(booked.debut, booked.fin)}`,
            onclick: () => open(booked),
          },
          'Modifier',
        ),
      ),
    ),
  );
}
