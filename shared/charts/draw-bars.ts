import type { Chart, Point } from './chart.ts';
import { describePoint } from './describe-chart.ts';
import type { Draw } from './drawing.ts';
import { formatPeriod, formatValue } from './french.ts';
import { type Mark, mark } from './mark.ts';
import { colors, paintOf } from './palette.ts';
import { pointGroup } from './point-group.ts';
import { fitText, mutedText, text, textWidth } from './text.ts';

const rowHeight = 28;
const barHeight = 16;
const gap = 10;
/** Above these, the highest are drawn and the others counted. */
export const mostBars = 15;

/** A bar a row, its name before it and its value behind it: nothing has to be read off an axis. */
export const drawBars: Draw = (chart, { width, isInteractive = false }) => {
  const { points, format } = chart;
  const shown = highest(points);
  const highestValue = Math.max(...shown.flatMap(({ value, previous }) => [value ?? 0, previous ?? 0]), 0);
  const labelWidth = Math.min(width * 0.42, Math.max(...shown.map(({ label }) => textWidth(formatPeriod(label)))) + 2);
  const valueWidth = Math.max(...shown.map(({ value }) => textWidth(formatValue(value, format)))) + 4;
  const start = labelWidth + gap;
  const room = Math.max(width - start - valueWidth - gap, 20);
  const lengthOf = (value: number | null | undefined) =>
    highestValue === 0 ? 0 : (Math.max(value ?? 0, 0) / highestValue) * room;

  const rows = shown.map((point, row): Mark => {
    const y = row * rowHeight;
    const length = lengthOf(point.value);
    const paint = paintOf(0, point.isUnknown);
    return pointGroup(
      point,
      describePoint(point, chart),
      isInteractive,
      mark('rect', { x: 0, y, width, height: rowHeight, fill: 'none', class: 'row', 'pointer-events': 'all' }),
      text(fitText(formatPeriod(point.label), labelWidth), labelWidth, y + rowHeight / 2 + 4.5, {
        'text-anchor': 'end',
      }),
      length > 0
        ? mark('rect', {
            x: start,
            y: y + (rowHeight - barHeight) / 2,
            width: Math.max(length, 1),
            height: barHeight,
            rx: Math.min(3, length / 2),
            fill: paint.color,
            class: paint.class,
          })
        : undefined,
      previousMark(point, start + lengthOf(point.previous), y),
      text(
        formatValue(point.value, format),
        start + Math.max(length, lengthOf(point.previous)) + 7,
        y + rowHeight / 2 + 4.5,
        {
          'font-weight': 600,
          class: 'ink value',
        },
      ),
    );
  });
  const axis = mark('path', {
    d: `M${start} 0V${shown.length * rowHeight}`,
    stroke: colors.line,
    class: 'line',
    fill: 'none',
  });
  const more = points.length - shown.length;
  const note =
    more === 0
      ? []
      : [
          mutedText(
            `et ${more} ${more === 1 ? 'autre' : 'autres'}, dans le tableau`,
            start,
            shown.length * rowHeight + 18,
          ),
        ];
  return { height: shown.length * rowHeight + (more === 0 ? 2 : 28), marks: [axis, ...rows, ...note] };
};

function highest(points: Chart['points']): readonly Point[] {
  if (points.length <= mostBars) return points;
  const limit = points.map(({ value }) => value ?? 0).sort((a, b) => b - a)[mostBars - 1] ?? 0;
  const above = points.filter(({ value }) => (value ?? 0) > limit);
  const equal = points.filter(({ value }) => (value ?? 0) === limit).slice(0, mostBars - above.length);
  return points.filter((point) => above.includes(point) || equal.includes(point));
}

/** A thin line where the bar ended a period before. */
function previousMark({ previous }: Point, x: number, y: number): Mark | undefined {
  if (previous === undefined || previous === null) return undefined;
  return mark('path', {
    d: `M${Math.round(x * 100) / 100} ${y + 3}V${y + rowHeight - 3}`,
    stroke: colors.ink,
    'stroke-width': 2,
    class: 'ink-line',
    fill: 'none',
  });
}
