import type { Day } from '../../../shared/domain/day.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { axis } from './axis.ts';
import type { Desk } from './desk.ts';
import { machineRow, type RowActions } from './machine-row.ts';
import type { Planning } from './planning.ts';
import type { Span } from './span.ts';

/** A day or a week: the machines under each other, time from left to right. */
export function timeline(
  desk: Desk,
  planning: Planning,
  span: Span,
  today: Day,
  actions: RowActions & { readonly goToDay: (day: Day) => void },
): HTMLElement {
  const { words, zone } = desk;
  return h(
    'div',
    { class: 'timeline', 'data-days': span.days.length },
    axis(span, today, { words, zone, goToDay: actions.goToDay }),
    planning.machines.map((machine) => machineRow(desk, machine, planning, span, actions)),
  );
}
