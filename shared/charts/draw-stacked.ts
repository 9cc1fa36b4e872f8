import type { Point } from './chart.ts';
import { describePoint } from './describe-chart.ts';
import type { Draw } from './drawing.ts';
import { formatValue } from './french.ts';
import { legend } from './legend.ts';
import { type Mark, mark } from './mark.ts';
import { colors, paintOf } from './palette.ts';
import { pointGroup } from './point-group.ts';
import { fitText, text, textWidth } from './text.ts';

const rowHeight = 30;
const barHeight = 18;
const gap = 10;

/** A bar a label, its parts one after the other, their sum behind it. */
export const drawStacked: Draw = (chart, { width, isInteractive = false }) => {
  const { points, format } = chart;
  const names = [...new Set(points.map(({ series = '' }) => series))];
  const rows = [...Map.groupBy(points, ({ label }) => label)].map(([label, parts]) => ({
    label,
    parts,
    sum: parts.reduce((sum, { value }) => sum + (value ?? 0), 0),
  }));
  const largest = Math.max(...rows.map(({ sum }) => sum), 0);
  const labelWidth = Math.min(width * 0.42, Math.max(...rows.map(({ label }) => textWidth(label))) + 2);
  const valueWidth = Math.max(...rows.map(({ sum }) => textWidth(formatValue(sum, format)))) + 4;
  const start = labelWidth + gap;
  const room = Math.max(width - start - valueWidth - gap, 20);
  const lengthOf = (value: number) => (largest === 0 ? 0 : (Math.max(value, 0) / largest) * room);
  const key = legend(names, width);

  const marks = rows.flatMap(({ label, parts, sum }, row): Mark[] => {
    const y = key.height + row * rowHeight;
    let x = start;
    const segments = parts.map((point: Point): Mark => {
      const length = lengthOf(point.value ?? 0);
      const { color, class: className } = paintOf(names.indexOf(point.series ?? ''));
      const segment = mark('rect', {
        x,
        y: y + (rowHeight - barHeight) / 2,
        // A hair's gap keeps neighbours apart without their colours.
        width: Math.max(length - 1, length > 0 ? 0.6 : 0),
        height: barHeight,
        rx: Math.min(2, length / 2),
        fill: color,
        class: className,
      });
      x += length;
      return pointGroup(point, describePoint(point, chart), isInteractive, segment);
    });
    return [
      text(fitText(label, labelWidth), labelWidth, y + rowHeight / 2 + 4.5, { 'text-anchor': 'end' }),
      ...segments,
      text(formatValue(sum, format), x + 7, y + rowHeight / 2 + 4.5, { 'font-weight': 600, class: 'ink value' }),
    ];
  });
  const axis = mark('path', {
    d: `M${start} ${key.height}V${key.height + rows.length * rowHeight}`,
    stroke: colors.line,
    class: 'line',
    fill: 'none',
  });
  return { height: key.height + rows.length * rowHeight + 2, marks: [...key.marks, axis, ...marks] };
};
