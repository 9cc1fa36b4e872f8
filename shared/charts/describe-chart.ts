import type { Chart, Point } from './chart.ts';
import { formatPeriod, formatValue } from './french.ts';

const told = 3;

/** A chart in two sentences, for whoever does not see it: what it counts, and its highest points. */
export function describeChart({ title, unit, points, format, kind }: Chart): string {
  const known = points.filter(({ value }) => value !== null);
  if (known.length === 0) return `${title} : aucune donnée pour cette sélection.`;
  const best = known.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, told);
  const listed = best.map((point) => `${nameOf(point)} ${formatValue(point.value, format)}`).join(', ');
  const [first, last] = [known[0], known.at(-1)];
  const span =
    kind === 'line' && first && last ? `, de ${formatPeriod(first.label)} à ${formatPeriod(last.label)}` : '';
  const most = known.length === 1 ? '' : 'Au plus haut : ';
  return `${title} (${unit})${span}. ${most}${listed}.`;
}

/** `Casablanca`, `Planifiées, médicales`, `25 nov. 2026`. */
export function nameOf({ label, series }: Point): string {
  return series === undefined ? formatPeriod(label) : `${formatPeriod(label)}, ${series.toLowerCase()}`;
}

/** What a point's own tip says. */
export function describePoint(point: Point, { unit, format }: Pick<Chart, 'unit' | 'format'>): string {
  const now = `${nameOf(point)} : ${formatValue(point.value, format)} ${unit}`;
  return point.previous === undefined ? now : `${now} (${formatValue(point.previous, format)} avant)`;
}
