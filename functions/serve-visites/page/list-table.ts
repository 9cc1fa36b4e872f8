import { type Chart, fittingKind } from '../../../shared/charts/chart.ts';
import { nameOf } from '../../../shared/charts/describe-chart.ts';
import { formatValue } from '../../../shared/charts/french.ts';
import { h } from '../../../shared/pages/browser/element.ts';

export interface TablePart {
  readonly label: string;
  readonly value: number | null;
}

/** A chart as a table: the same numbers, and shares where values add up. @param partsOf what each point is made of. */
export function listTable(
  chart: Chart,
  isAdditive: boolean,
  partsOf: (place: number) => readonly TablePart[],
  choose: (key: string) => void,
): HTMLElement {
  const { points, format, title, unit } = chart;
  const compares = points.some(({ previous }) => previous !== undefined);
  const whole = points.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const hasShares = isAdditive && whole > 0 && fittingKind(chart) !== 'line';
  const cell = (value: number | null | undefined) => h('td', { class: 'number' }, formatValue(value ?? null, format));
  const head = (text: string) => h('th', { scope: 'col', class: 'number' }, text);
  const rows = points.flatMap((point, place) => {
    const { key } = point;
    const name = nameOf(point);
    const button =
      key === undefined
        ? name
        : h('button', { type: 'button', class: 'link', title: 'Filtrer', onclick: () => choose(key) }, name);
    return [
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, button),
        cell(point.value),
        hasShares && h('td', { class: 'number' }, formatValue((100 * (point.value ?? 0)) / whole, 'percent')),
        compares && cell(point.previous),
      ),
      ...partsOf(place).map(({ label, value }) =>
        h(
          'tr',
          { class: 'part' },
          h('th', { scope: 'row' }, label),
          cell(value),
          hasShares && h('td'),
          compares && h('td'),
        ),
      ),
    ];
  });
  return h(
    'div',
    { class: 'table-wrap', tabindex: 0, role: 'region', 'aria-label': `Tableau : ${title}` },
    h(
      'table',
      {},
      h('caption', { class: 'visually-hidden' }, title),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, ''),
          head(capital(unit)),
          hasShares && head('Part'),
          compares && head('Avant'),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
