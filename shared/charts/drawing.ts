import type { Chart } from './chart.ts';
import type { Mark } from './mark.ts';

/** The marks of a chart's inside, and how high they are. */
export interface Drawn {
  readonly height: number;
  readonly marks: readonly Mark[];
}

export interface DrawOptions {
  readonly width: number;
  /** Whether points with a key are buttons, for a page that listens to them. */
  readonly isInteractive?: boolean;
}

export type Draw = (chart: Chart, options: DrawOptions) => Drawn;
