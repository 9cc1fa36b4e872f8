import type { Point } from './chart.ts';
import { describePoint } from './describe-chart.ts';
import type { Draw } from './drawing.ts';
import { formatShort, formatTick } from './french.ts';
import { type Mark, mark } from './mark.ts';
import { colors, paintOf } from './palette.ts';
import { pointGroup } from './point-group.ts';
import { mutedText, textWidth } from './text.ts';
import { niceTicks } from './ticks.ts';

const plotHeight = 190;
const top = 10;
/** Above these, points are too close to be pointed at. */
const mostTips = 400;

/**
 * Days or months from left to right, 0 at the ground. Where a value is not known the line has a gap; what has no day stands
 * beside the line, not on it.
 */
export const drawLine: Draw = (chart, { width, isInteractive = false }) => {
  const { points } = chart;
  const values = points.flatMap(({ value, previous }) => [value ?? 0, previous ?? 0]);
  const ticks = niceTicks(Math.min(...values), Math.max(...values), 4, chart.format === 'integer');
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const left = Math.max(...ticks.map((tick) => textWidth(formatShort(tick), 12))) + 10;
  const right = width - 10;
  const xOf = (i: number) =>
    points.length < 2 ? (left + right) / 2 : left + (i / (points.length - 1)) * (right - left);
  const yOf = (value: number) => top + plotHeight - ((value - low) / (high - low)) * plotHeight;
  const paint = paintOf(0);

  const grid = ticks.flatMap((tick) => [
    mark('path', { d: `M${left} ${round(yOf(tick))}H${right}`, stroke: colors.line, class: 'line', fill: 'none' }),
    mutedText(formatShort(tick), left - 8, yOf(tick) + 4, { 'text-anchor': 'end', 'font-size': 12 }),
  ]);
  const line = (pick: (point: Point) => number | null | undefined) =>
    pathOf(
      points.map((point) => (point.isUnknown ? null : pick(point))),
      xOf,
      yOf,
    );
  const before = points.some(({ previous }) => previous !== undefined);
  const marks: Mark[] = [
    ...grid,
    mark('path', {
      d: areaOf(points, xOf, yOf, yOf(Math.max(low, 0))),
      fill: paint.color,
      'fill-opacity': 0.1,
      class: paint.class,
    }),
  ];
  const stroke = { fill: 'none', 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  if (before) {
    const dashed = { ...stroke, 'stroke-width': 1.5, 'stroke-dasharray': '4 4' };
    marks.push(
      mark('path', { d: line(({ previous }) => previous), stroke: colors.muted, class: 'muted-line', ...dashed }),
    );
  }
  marks.push(
    mark('path', { d: line(({ value }) => value), stroke: paint.color, class: `${paint.class} stroke`, ...stroke }),
  );
  const band = points.length < 2 ? right - left : (right - left) / (points.length - 1);
  if (points.length <= mostTips) {
    for (const [i, point] of points.entries()) {
      const zone = mark('rect', {
        x: xOf(i) - band / 2,
        y: top,
        width: band,
        height: plotHeight,
        fill: 'none',
        'pointer-events': 'all',
      });
      const y = yOf(point.value ?? 0);
      // Few points, and one alone, are seen as points; of many only the one pointed at.
      const dot = mark('circle', {
        cx: xOf(i),
        cy: y,
        r: 3.5,
        fill: paint.color,
        class: `${paint.class} dot${points.length > 40 ? ' hidden-dot' : ''}`,
        ...(points.length > 40 ? { opacity: 0 } : {}),
      });
      marks.push(
        pointGroup(point, describePoint(point, chart), isInteractive, zone, point.value === null ? undefined : dot),
      );
    }
  }
  return { height: top + plotHeight + 30, marks: [...marks, ...axisLabels(points, xOf, width)] };
};

type X = (i: number) => number;
type Y = (value: number) => number;

function pathOf(values: readonly (number | null | undefined)[], xOf: X, yOf: Y): string {
  let isDown = false;
  return values
    .map((value, i) => {
      const wasDown = isDown;
      isDown = value !== null && value !== undefined;
      return isDown ? `${wasDown ? 'L' : 'M'}${round(xOf(i))} ${round(yOf(value ?? 0))}` : '';
    })
    .join('');
}

/** Under each unbroken stretch of the line. */
function areaOf(points: readonly Point[], xOf: X, yOf: Y, ground: number): string {
  const stretches: number[][] = [[]];
  for (const [i, { value, isUnknown }] of points.entries()) {
    if (value === null || isUnknown) stretches.push([]);
    else stretches.at(-1)?.push(i);
  }
  return stretches
    .map((places) => {
      const [first, last] = [places[0], places.at(-1)];
      if (first === undefined || last === undefined) return '';
      const along = places.map((i) => `L${round(xOf(i))} ${round(yOf(points[i]?.value ?? 0))}`).join('');
      return `M${round(xOf(first))} ${round(ground)}${along}L${round(xOf(last))} ${round(ground)}Z`;
    })
    .join('');
}

const monthSteps = [1, 2, 3, 4, 6, ...doubled(12)];
const daySteps = [1, 2, ...doubled(7)];

/**
 * Firsts of months where there are days of several, else points: each of them, or every second, third... so that none touch.
 * Months are counted from January, which says its year.
 */
function axisLabels(points: readonly Point[], xOf: X, width: number): readonly Mark[] {
  const firsts = points.flatMap(({ label }, i) => (/-01$/.test(label) && label.length === 10 ? [i] : []));
  const areMonths = firsts.length >= 3 || points.every(({ label }) => label.length !== 10);
  const candidates = firsts.length >= 3 ? firsts : points.map((_, i) => i);
  const numberOf = (i: number, rank: number) => (areMonths ? monthNumber(points[i]?.label ?? '') : rank);
  const placed = (step: number) =>
    candidates
      .filter((i, rank) => numberOf(i, rank) % step === 0)
      .map((i, rank) => {
        const label = formatTick(points[i]?.label ?? '', rank === 0);
        const half = textWidth(label, 12) / 2;
        return { label, half, x: Math.min(Math.max(xOf(i), half), width - half) };
      });
  const shown = (areMonths ? monthSteps : daySteps).map(placed).find((labels) =>
    labels.every(({ x, half }, rank) => {
      const before = labels[rank - 1];
      return before === undefined || x - half >= before.x + before.half + 14;
    }),
  );
  return (shown ?? []).map(({ label, x }) =>
    mutedText(label, x, top + plotHeight + 20, { 'text-anchor': 'middle', 'font-size': 12 }),
  );
}

function doubled(first: number): number[] {
  return Array.from({ length: 10 }, (_, times) => first * 2 ** times);
}

/** Months since year 0; what has no month stands with January. */
function monthNumber(label: string): number {
  const [year = 0, month = 1] = label.split('-').map(Number);
  return Number.isNaN(year) ? 0 : year * 12 + month - 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
