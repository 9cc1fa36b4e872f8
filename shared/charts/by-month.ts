import type { Chart, Point } from './chart.ts';

/** More days than that are a thicket of week-ends. */
const mostDays = 120;

/** A line of very many days as the line of their months. Only where values may be added up. */
export function byMonthWhenLong(chart: Chart): Chart {
  const { kind, points, title } = chart;
  if (kind !== 'line' || points.length <= mostDays || !points.every(({ label }) => label.length === 10)) return chart;
  const months = Map.groupBy(points, ({ label }) => label.slice(0, 7));
  return {
    ...chart,
    title: title.replace('par jour', 'par mois'),
    points: [...months].map(([month, days]): Point => {
      const previous = days.some((day) => day.previous !== undefined) ? { previous: total(days, 'previous') } : {};
      const key = days.some((day) => day.key !== undefined) ? { key: month } : {};
      return { label: month, value: total(days, 'value'), ...previous, ...key };
    }),
  };
}

/** Null when no day is known. */
function total(days: readonly Point[], of: 'value' | 'previous'): number | null {
  const known = days.flatMap((day) => day[of] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
