import type { Chart, Point } from '../../../shared/charts/chart.ts';

const point = (label: string, value: number | null, more: Partial<Point> = {}): Point => ({ label, value, ...more });
const visits = { unit: 'visites', format: 'integer' } as const;

/** One chart of each kind, and what is hard about them: long names, zeros, what is unknown, nothing at all. */
export const sampleCharts = {
  bars: {
    kind: 'bars',
    title: 'Visites par région',
    ...visits,
    points: [
      point('Casablanca-Settat', 12_034, { previous: 11_000, key: 'RE1' }),
      point('Laâyoune-Sakia El Hamra, et ce nom est bien trop long pour sa place', 403, { previous: 0, key: 'RE2' }),
      point('Dakhla-Oued Ed-Dahab', 0, { previous: 12, key: 'RE3' }),
      point('inconnu', 77, { previous: 50, isUnknown: true }),
    ],
  },
  stacked: {
    kind: 'stacked',
    title: 'Nature des visites',
    ...visits,
    points: ['Médicales', 'Pharmaceutiques', 'Privées'].flatMap((label, i) => [
      point(label, 800 * (3 - i), { series: 'Planifiées' }),
      point(label, 300 + 200 * i, { series: 'Non planifiées' }),
    ]),
  },
  days: {
    kind: 'line',
    title: 'Visites par jour',
    ...visits,
    points: Array.from({ length: 61 }, (_, i) => {
      const day = new Date(Date.UTC(2026, 8, 28 + i));
      const isWeekEnd = [0, 6].includes(day.getUTCDay());
      return point(day.toISOString().slice(0, 10), isWeekEnd ? 0 : 300 + ((i * 37) % 120), { previous: 250 });
    }),
  },
  months: {
    kind: 'line',
    title: 'Évaluations par mois',
    unit: 'évaluations',
    format: 'integer',
    points: ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09'].map((month, i) =>
      point(month, [3, 8, null, 15, 9][i] ?? null),
    ),
  },
  donut: {
    kind: 'donut',
    title: 'Planifiées et non planifiées',
    ...visits,
    points: [point('Planifiées', 558), point('Non planifiées', 16_764), point('inconnu', 12, { isUnknown: true })],
  },
  empty: { kind: 'bars', title: 'Rien', ...visits, points: [] },
} as const satisfies Record<string, Chart>;
