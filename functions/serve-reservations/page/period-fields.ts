import { addDays, parseDay } from '../../../shared/domain/day.ts';
import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { timeField } from './time-field.ts';
import { fromField, toField } from './wall-time.ts';

interface Period {
  readonly debut: Instant;
  readonly fin: Instant;
}

export interface PeriodFields {
  readonly element: HTMLElement;
  /** undefined while a field is not filled in. */
  read(): Period | undefined;
  write(period: Period): void;
}

const durations = [1, 2, 4, 8, 24];
const hour = 3600;

/**
 * From when to when: two fields, and buttons that move the slot or make it longer, for fingers and the keyboard what pulling is
 * for the mouse. When the start is changed, the end keeps its distance.
 * @param locked the start stays as it is.
 */
export function periodFields(zone: string, first: Period, locked: boolean, onChange: () => void): PeriodFields {
  let length = first.fin - first.debut;
  const debut = timeField({ label: 'Début', name: 'debut', zone, disabled: locked }, first.debut, () => {
    const from = debut.read();
    if (from !== undefined) fin.write(from + length);
    changed();
  });
  const fin = timeField({ label: 'Fin', name: 'fin', zone }, first.fin, () => {
    const period = read();
    if (period !== undefined && period.fin > period.debut) length = period.fin - period.debut;
    changed();
  });
  const read = (): Period | undefined => {
    const [from, to] = [debut.read(), fin.read()];
    return from === undefined || to === undefined ? undefined : { debut: from, fin: to };
  };
  const write = (period: Period): void => {
    length = period.fin - period.debut;
    debut.write(period.debut);
    fin.write(period.fin);
  };
  const choose = (next: (period: Period) => Period) => () => {
    write(next(read() ?? first));
    changed();
  };
  const button = (label: string, next: (period: Period) => Period) =>
    h('button', { type: 'button', onclick: choose(next) }, label);
  const lengths = durations.map((hours) =>
    button(`${hours} h`, (period) => ({ ...period, fin: period.debut + hours * hour })),
  );
  const both = (move: (at: Instant) => Instant) => (period: Period) => ({
    debut: move(period.debut),
    fin: move(period.fin),
  });
  const moves = [
    button(
      '− 1 j',
      both((at) => daysLater(at, -1, zone)),
    ),
    button(
      '− 1 h',
      both((at) => at - hour),
    ),
    button(
      '+ 1 h',
      both((at) => at + hour),
    ),
    button(
      '+ 1 j',
      both((at) => daysLater(at, 1, zone)),
    ),
  ];
  const showLength = (): void => {
    const period = read();
    for (const [index, one] of lengths.entries()) {
      const isLong = period !== undefined && period.fin - period.debut === (durations[index] ?? 0) * hour;
      one.setAttribute('aria-pressed', String(isLong));
    }
  };
  function changed(): void {
    showLength();
    onChange();
  }
  showLength();
  return {
    element: h(
      'div',
      { class: 'period' },
      h('div', { class: 'two' }, debut.element, fin.element),
      h('div', { class: 'two' }, choices('Durée', lengths), !locked && choices('Décaler', moves)),
    ),
    read,
    write(period) {
      write(period);
      showLength();
    },
  };
}

function choices(name: string, buttons: readonly HTMLElement[]): HTMLElement {
  return h(
    'div',
    { class: 'choices', role: 'group', 'aria-label': name },
    h('span', { class: 'choices-name' }, name),
    buttons,
  );
}

/** The same time by the zone's clock, some days later. */
function daysLater(instant: Instant, count: number, zone: string): Instant {
  const [date = '', time = ''] = toField(instant, zone).split('T');
  const day = parseDay(date);
  const moved = day === undefined ? undefined : fromField(`${addDays(day, count)}T${time}`, zone);
  return moved?.instant ?? instant + count * 24 * hour;
}
