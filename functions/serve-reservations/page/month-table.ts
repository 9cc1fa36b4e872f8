import type { Day } from '../../../shared/domain/day.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { peakOver, usedShare } from './load.ts';
import type { Machine, Planning } from './planning.ts';
import { rove } from './rove.ts';
import type { DaySpan, Span } from './span.ts';
import { quantities, type Words } from './words.ts';

interface MonthOptions {
  readonly words: Words;
  /** The day where the keyboard comes in. */
  readonly current: Day;
  readonly goToDay: (day: Day) => void;
  readonly turn: (by: 1 | -1) => void;
}

/**
 * A month of machines and days: each cell as full as the machine at its fullest that day. A press, or Enter, shows the day;
 * arrows go from cell to cell.
 */
export function monthTable(
  { machines, reservations }: Planning,
  span: Span,
  today: Day,
  { words, current, goToDay, turn }: MonthOptions,
): HTMLElement {
  const isMine = ({ id }: Machine, { from, to }: DaySpan): boolean =>
    reservations.some(
      (one) =>
        one.isMine && one.debut < to && one.fin > from && one.lignes.some(({ idRessource }) => idRessource === id),
    );
  const cell = (machine: Machine, one: DaySpan): HTMLElement => {
    const peak = peakOver(machine.steps, [one.from, one.to]);
    const mine = isMine(machine, one);
    const { capacity } = machine;
    const told = `${words.day(one.day)}, machine ${machine.id} : au plus ${peak.gpu} GPU sur ${capacity.gpu}, ${peak.memoire} de mémoire sur ${capacity.memoire}${mine ? ', dont les vôtres' : ''}`;
    return h(
      'td',
      {
        class: mine && 'mine',
        'data-weekend': isWeekend(one.day),
        title: told,
      },
      h(
        'button',
        { type: 'button', 'data-key': `case-${machine.id}-${one.day}`, onclick: () => goToDay(one.day) },
        h(
          'span',
          { class: 'peaks', 'aria-hidden': 'true' },
          peakBar('gpu', usedShare(peak.gpu, capacity.gpu)),
          peakBar('memoire', usedShare(peak.memoire, capacity.memoire)),
        ),
        h('span', { class: 'visually-hidden' }, told),
      ),
    );
  };
  const table = h(
    'table',
    { class: 'month', role: 'grid' },
    h('caption', { class: 'visually-hidden' }, 'Charge des machines, jour par jour'),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'Machine'),
        span.days.map(({ day }) =>
          h(
            'th',
            { scope: 'col', 'data-weekend': isWeekend(day) },
            h(
              'button',
              {
                type: 'button',
                class: 'month-day',
                'aria-current': day === today && 'date',
                'data-key': `jour-${day}`,
                onclick: () => goToDay(day),
              },
              h('span', { 'aria-hidden': 'true' }, words.weekday(day).slice(0, 1)),
              h('strong', { 'aria-hidden': 'true' }, String(Number(day.slice(8)))),
              h('span', { class: 'visually-hidden' }, words.day(day)),
            ),
          ),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      machines.map((machine) =>
        h(
          'tr',
          {},
          h(
            'th',
            { scope: 'row' },
            `Machine ${machine.id}`,
            h('span', { class: 'hint' }, quantities(machine.capacity)),
          ),
          span.days.map((one) => cell(machine, one)),
        ),
      ),
    ),
  );
  rove(table, table.querySelector<HTMLElement>(`tbody [data-key$="-${current}"]`), turn);
  return table;
}

function peakBar(dimension: string, share: number): HTMLElement {
  const element = h('span', { class: `peak ${dimension}`, 'data-full': share === 1 });
  element.style.setProperty('--share', `${100 * share}%`);
  return element;
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
}
