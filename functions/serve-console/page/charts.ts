import { h, svg } from '../../../shared/pages/browser/element.ts';

export interface Series {
  readonly name: string;
  /** The class that gives its colour. */
  readonly tone: string;
  readonly values: readonly number[];
}

/** A phone gets a narrower drawing instead of a smaller one. */
const widths = { phone: 340, wide: 640 };
const height = 190;
const margin = { left: 44, right: 8, top: 10, bottom: 24 };

/** Stacked columns, one a day, with a legend, a scale and the same numbers as a table for whoever cannot see them. */
export function columnsChart(options: {
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}): HTMLElement {
  const { title, labels, series, format } = options;
  const totals = labels.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const top = roundUp(Math.max(1, ...totals));
  const isPhone = innerWidth < 720;
  const width = isPhone ? widths.phone : widths.wide;
  const plotWidth = width - margin.left - margin.right;
  const innerHeight = height - margin.top - margin.bottom;
  const step = plotWidth / Math.max(1, labels.length);
  const y = (value: number) => margin.top + innerHeight * (1 - value / top);
  const grid = [0, top / 2, top].map((value) =>
    svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }),
      svg('text', { class: 'tick', x: margin.left - 6, y: y(value) + 4, 'text-anchor': 'end' }, format(value)),
    ),
  );
  const every = Math.ceil(labels.length / (isPhone ? 4 : 8));
  const columns = labels.map((label, at) => {
    let below = 0;
    const x = margin.left + at * step + step * 0.14;
    const bars = series.flatMap(({ values, tone }) => {
      const value = values[at] ?? 0;
      const bar = svg('rect', {
        class: tone,
        x: x.toFixed(2),
        y: y(below + value).toFixed(2),
        width: (step * 0.72).toFixed(2),
        height: Math.max(0, (innerHeight * value) / top).toFixed(2),
      });
      below += value;
      return value > 0 ? [bar] : [];
    });
    const told = series.map(({ name, values }) => `${name} : ${format(values[at] ?? 0)}`).join('\n');
    const hover = svg(
      'rect',
      { class: 'hover', x: margin.left + at * step, y: margin.top, width: step, height: innerHeight },
      svg('title', {}, `${label}\n${told}`),
    );
    const text =
      at % every === 0
        ? [svg('text', { class: 'tick', x: x + step * 0.36, y: height - 6, 'text-anchor': 'middle' }, label)]
        : [];
    return svg('g', {}, bars, hover, text);
  });
  return h(
    'figure',
    { class: 'chart card' },
    h('figcaption', {}, h('span', {}, title), legend(series)),
    svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-label': `${title} ; les nombres sont dans le tableau qui suit`,
      },
      grid,
      columns,
    ),
    numbersTable(
      title,
      ['Jour', ...series.map(({ name }) => name)],
      labels.map((label, at) => [label, ...series.map(({ values }) => format(values[at] ?? 0))]),
    ),
  );
}

/** Bars that lie, the longest first as given: for few things with long names. */
export function barsChart(options: {
  readonly title: string;
  readonly rows: readonly {
    readonly label: string;
    readonly value: number;
    readonly text: string;
    readonly tone?: string;
  }[];
  readonly empty: string;
}): HTMLElement {
  const { title, rows, empty } = options;
  const longest = Math.max(1, ...rows.map(({ value }) => value));
  return h(
    'figure',
    { class: 'chart card' },
    h('figcaption', {}, h('span', {}, title)),
    rows.length === 0
      ? h('p', { class: 'empty' }, empty)
      : h(
          'ul',
          { class: 'bars' },
          rows.map(({ label, value, text, tone = 'tone-1' }) =>
            h(
              'li',
              {},
              h('span', { class: 'bar-label', dir: 'auto' }, label),
              h('span', { class: 'bar-value' }, text),
              svg(
                'svg',
                { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
                svg('rect', { class: 'bar-ground', width: 100, height: 8 }),
                svg('rect', { class: tone, width: Math.max(1, (100 * value) / longest).toFixed(2), height: 8 }),
              ),
            ),
          ),
        ),
  );
}

/** How far something is, 0 to 1, with what failed of it. */
export function progressBar(done: number, failed: number, total: number): SVGSVGElement {
  const part = (value: number) => (total === 0 ? 0 : (100 * value) / total);
  return svg(
    'svg',
    { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'bar-ground', width: 100, height: 8 }),
    svg('rect', { class: 'tone-good', width: part(done).toFixed(2), height: 8 }),
    svg('rect', { class: 'tone-bad', x: part(done).toFixed(2), width: part(failed).toFixed(2), height: 8 }),
  );
}

function legend(series: readonly Series[]): HTMLElement {
  return h(
    'span',
    { class: 'legend' },
    series.map(({ name, tone }) =>
      h(
        'span',
        {},
        svg(
          'svg',
          { viewBox: '0 0 10 10', 'aria-hidden': 'true' },
          svg('rect', { class: tone, width: 10, height: 10, rx: 2 }),
        ),
        name,
      ),
    ),
  );
}

function numbersTable(title: string, header: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return h(
    'details',
    { class: 'numbers no-print' },
    h('summary', {}, 'Les nombres'),
    h(
      'div',
      { class: 'table-wrap', tabindex: 0, role: 'region', 'aria-label': title },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            header.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map((cells) =>
            h(
              'tr',
              {},
              cells.map((cell, at) => h('td', { class: at > 0 && 'number', 'data-label': header[at] }, cell)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The next round number that has a whole half: the scale shows three lines. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  const top = step * power;
  return top % 2 === 0 ? top : top + 1;
}
