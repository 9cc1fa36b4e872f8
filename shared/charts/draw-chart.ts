import { type Chart, type ChartKind, fittingKind } from './chart.ts';
import { describeChart } from './describe-chart.ts';
import { drawBars } from './draw-bars.ts';
import { drawDonut } from './draw-donut.ts';
import { drawLine } from './draw-line.ts';
import { drawStacked } from './draw-stacked.ts';
import type { Draw, Drawn, DrawOptions } from './drawing.ts';
import { type Mark, mark, toSvgText } from './mark.ts';
import { colors } from './palette.ts';
import { fitText, fontSize, mutedText, text, textDefaults } from './text.ts';

const drawings: Readonly<Record<ChartKind, Draw>> = {
  bars: drawBars,
  stacked: drawStacked,
  line: drawLine,
  donut: drawDonut,
};

/** The inside of a chart, without its title: for a page, which has a heading of its own. */
export function drawChart(chart: Chart, options: DrawOptions): Mark {
  const { height, marks } = drawInside(chart, options);
  return mark(
    'svg',
    {
      ...frame(options.width, height),
      role: options.isInteractive ? 'group' : 'img',
      'aria-label': describeChart(chart),
    },
    ...marks,
  );
}

const margin = 16;
const titleHeight = 34;

/** A whole picture, to be a file: ground, title, chart. The same chart always has the same bytes. */
export function chartToSvg(chart: Chart, width = 720): string {
  const { height, marks } = drawInside(chart, { width: width - 2 * margin });
  const whole = height + titleHeight + 2 * margin;
  return toSvgText(
    mark(
      'svg',
      { ...frame(width, whole), role: 'img' },
      mark('title', {}, chart.title),
      mark('desc', {}, describeChart(chart)),
      mark('rect', { width, height: whole, fill: colors.ground, class: 'ground' }),
      text(fitText(chart.title, width - 2 * margin, 17), margin, margin + 15, { 'font-size': 16, 'font-weight': 600 }),
      mark('g', { transform: `translate(${margin} ${margin + titleHeight})` }, ...marks),
    ),
  );
}

function drawInside(chart: Chart, options: DrawOptions): Drawn {
  if (chart.points.length === 0 || chart.points.every(({ value }) => value === null)) return drawNothing(options);
  return drawings[fittingKind(chart)](chart, options);
}

function drawNothing({ width }: DrawOptions): Drawn {
  const said = mutedText('Aucune donnée pour cette sélection', width / 2, 44, { 'text-anchor': 'middle' });
  return { height: 72, marks: [said] };
}

function frame(width: number, height: number): Record<string, string | number> {
  return { width, height, viewBox: `0 0 ${width} ${Math.round(height)}`, ...textDefaults, 'font-size': fontSize };
}
