import { describePoint } from './describe-chart.ts';
import type { Draw } from './drawing.ts';
import { formatValue } from './french.ts';
import { type Mark, mark } from './mark.ts';
import { paintOf } from './palette.ts';
import { pointGroup } from './point-group.ts';
import { fitText, mutedText, text } from './text.ts';

const outer = 74;
const inner = 48;
const rowHeight = 40;

/** Two to four parts of a whole, each named beside it with its value and share; the whole in the middle. */
export const drawDonut: Draw = (chart, { width, isInteractive = false }) => {
  const { points, format, unit } = chart;
  const whole = points.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const beside = width >= 360;
  const x = beside ? outer + 6 : width / 2;
  const y = outer + 6;
  const listX = beside ? 2 * outer + 36 : 8;
  const listY = beside ? Math.max(y - (points.length * rowHeight) / 2, 0) : 2 * outer + 24;
  let turned = 0;
  const groups = points.map((point, place): Mark => {
    const share = (point.value ?? 0) / whole;
    const paint = paintOf(place, point.isUnknown);
    const row = listY + place * rowHeight;
    const arc = ring(x, y, turned, turned + share);
    turned += share;
    return pointGroup(
      point,
      describePoint(point, chart),
      isInteractive,
      mark('path', { d: arc, fill: paint.color, class: paint.class }),
      mark('rect', { x: listX, y: row + 6, width: 11, height: 11, rx: 3, fill: paint.color, class: paint.class }),
      text(fitText(point.label, width - listX - 20), listX + 19, row + 16),
      mutedText(`${formatValue(point.value, format)} · ${formatValue(share * 100, 'percent')}`, listX + 19, row + 32, {
        'font-size': 12,
      }),
    );
  });
  // The hole has room for whole units.
  const shown = formatValue(format === 'money' ? Math.round(whole) : whole, format);
  const middle = [
    text(shown, x, y + 2, { 'text-anchor': 'middle', 'font-size': shown.length > 8 ? 15 : 19, 'font-weight': 650 }),
    mutedText(fitText(unit, 2 * inner - 12, 12), x, y + 19, { 'text-anchor': 'middle', 'font-size': 12 }),
  ];
  const height = beside ? Math.max(2 * y, listY + points.length * rowHeight) : listY + points.length * rowHeight;
  return { height, marks: [...groups, ...middle] };
};

/** A part of the ring, from and to in turns, with a small gap at its end. */
function ring(x: number, y: number, from: number, to: number): string {
  const end = Math.max(to - 0.004, from + 0.0005);
  const isLarge = end - from > 0.5 ? 1 : 0;
  const at = (radius: number, turn: number) => {
    const angle = (turn - 0.25) * 2 * Math.PI;
    return `${rounded(x + radius * Math.cos(angle))} ${rounded(y + radius * Math.sin(angle))}`;
  };
  return [
    `M${at(outer, from)}`,
    `A${outer} ${outer} 0 ${isLarge} 1 ${at(outer, end)}`,
    `L${at(inner, end)}`,
    `A${inner} ${inner} 0 ${isLarge} 0 ${at(inner, from)}Z`,
  ].join('');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
