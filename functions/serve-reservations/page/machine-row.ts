import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { backDrop } from './back-drop.ts';
import { bar } from './bar.ts';
import { type Desk, nowInstant } from './desk.ts';
import type { Draft } from './draft.ts';
import { dragBar } from './drag-bar.ts';
import { dragSlot } from './drag-slot.ts';
import { placeInLanes } from './lanes.ts';
import { freeOver, peakOver } from './load.ts';
import { loadStrip } from './load-strip.ts';
import type { Booked, Machine, Planning } from './planning.ts';
import { changeable } from './rights.ts';
import type { Span } from './span.ts';
import { quantities } from './words.ts';

export interface RowActions {
  readonly book: (machine: number, debut?: Instant, fin?: Instant) => void;
  readonly open: (booked: Booked) => void;
  /** Asks for what its bar was pulled to; the promise is kept once the answer is shown. */
  readonly move: (booked: Booked, wanted: Draft) => Promise<void>;
}

/** A machine over the span: its reservations in lanes, and under them how full it is. */
export function machineRow(
  desk: Desk,
  machine: Machine,
  { reservations }: Planning,
  span: Span,
  { book, open, move }: RowActions,
): HTMLElement {
  const { words, zone } = desk;
  const { id, capacity, steps } = machine;
  const slots = reservations.flatMap((booked) => {
    const line = booked.lignes.find(({ idRessource }) => idRessource === id);
    const isShown = booked.debut < span.to && booked.fin > span.from;
    return line === undefined || !isShown
      ? []
      : [{ id: booked.id, debut: booked.debut, fin: booked.fin, booked, line }];
  });
  const { placed, lanes } = placeInLanes(slots);
  const step = span.days.length === 1 ? 900 : 1800;
  const barOf = ({ booked, line }: (typeof slots)[number], lane: number): HTMLElement => {
    const element = bar(booked, line, span, words, () => open(booked));
    element.style.setProperty('--lane', String(lane));
    const may = changeable(desk, booked, nowInstant());
    const drop = (wanted: Draft) => move(booked, wanted);
    if (may !== 'nothing')
      dragBar(desk, element, { booked, idRessource: id, span, step, onlyEnd: may === 'end', drop });
    return element;
  };
  const peak = peakOver(steps, [span.from, span.to]);
  const track = h(
    'div',
    { class: 'track', 'data-machine': id },
    backDrop(span, nowInstant(), zone),
    h(
      'ul',
      { class: 'bars' },
      placed.map(({ slot, lane }) => h('li', {}, barOf(slot, lane))),
    ),
    h('div', { class: 'strips' }, loadStrip(machine, 'gpu', span, words), loadStrip(machine, 'memoire', span, words)),
  );
  track.style.setProperty('--lanes', String(Math.max(1, lanes)));
  dragSlot(track, span, {
    step,
    describe: (debut, fin) =>
      `${words.hours(debut, fin)} · libres : ${quantities(freeOver(steps, capacity, [debut, fin]))}`,
    choose: (debut, fin) => book(id, debut, fin),
  });
  return h(
    'section',
    { class: 'machine', 'aria-labelledby': `machine-${id}` },
    h(
      'div',
      { class: 'machine-name' },
      h('h3', { id: `machine-${id}` }, `Machine ${id}`),
      h('p', {}, quantities(capacity)),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button book-here',
          'aria-label': `Réserver sur la machine ${id}`,
          'data-key': `reserver-${id}`,
          onclick: () => book(id),
        },
        '+',
      ),
      h(
        'p',
        { class: 'visually-hidden' },
        `Au plus ${peak.gpu} GPU et ${peak.memoire} de mémoire pris dans cette période.`,
      ),
      h('p', { class: 'strip-names', 'aria-hidden': 'true' }, h('span', {}, 'GPU'), h('span', {}, 'mém.')),
    ),
    track,
  );
}
