import type { Point } from './chart.ts';
import { type Mark, mark } from './mark.ts';

/** The marks of one point under its tip; where the page listens, a point with a key is a button, which the tip names. */
export function pointGroup(
  { key }: Point,
  tip: string,
  isInteractive: boolean,
  ...marks: readonly (Mark | undefined)[]
): Mark {
  const isButton = isInteractive && key !== undefined;
  const button = isButton ? { role: 'button', tabindex: 0, 'data-key': key } : {};
  return mark('g', { class: isButton ? 'point choosable' : 'point', ...button }, mark('title', {}, tip), ...marks);
}
