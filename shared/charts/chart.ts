/** How values are written. `percent` values are 0 to 100. */
export type ValueFormat = 'integer' | 'decimal' | 'money' | 'percent';

/** One value of a chart. */
export interface Point {
  readonly label: string;
  /** Null: not known, which is not 0. */
  readonly value: number | null;
  /** Which part of its bar it is, in stacked bars. */
  readonly series?: string;
  /** The same a period before, to compare with. */
  readonly previous?: number | null;
  /** What choosing it chooses, in a page. */
  readonly key?: string;
  /** It stands for what the rows do not say. */
  readonly isUnknown?: boolean;
}

/**
 * `bars`: one bar a label, also for rankings · `stacked`: bars made of parts · `line`: labels are days (`2026-11-25`) or
 * months (`2026-11`), in their order · `donut`: two to four parts of a whole.
 */
export type ChartKind = 'bars' | 'stacked' | 'line' | 'donut';

/** A chart before it is drawn. Texts are French. */
export interface Chart {
  readonly kind: ChartKind;
  readonly title: string;
  /** What is counted, in the plural: `visites`. */
  readonly unit: string;
  readonly format: ValueFormat;
  readonly points: readonly Point[];
}

/** The kind that suits the points: a donut of one part, or of five, and a line of one point, say less than bars. */
export function fittingKind({ kind, points }: Chart): ChartKind {
  if (kind === 'line' && points.length < 2) return 'bars';
  if (kind !== 'donut') return kind;
  const parts = points.filter(({ value }) => (value ?? 0) > 0).length;
  const isWhole = points.every(({ value }) => value !== null && value >= 0);
  return parts >= 2 && parts <= 4 && isWhole ? 'donut' : 'bars';
}
