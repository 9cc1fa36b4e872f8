import { stripGuard, trimCell } from '../table/clean-cell.ts';
import type { Cleaning } from './recipe-value.ts';

/**
 * The values as the recipe wants them: guard stripped, trimmed, cut by the pattern, split, empty ones dropped, and
 * the first, the last or all of them.
 */
export function cleanValues(found: readonly string[], cleaning: Cleaning): string[] {
  const values = found
    .map((text) => trimCell(cleaning.unguard ? stripGuard(text) : text))
    .flatMap((text) => cutByPattern(text, cleaning.pattern))
    .flatMap((text) => (cleaning.split === undefined ? [text] : text.split(cleaning.split)))
    .map(trimCell)
    .filter((text) => text !== '' && !cleaning.empty.includes(text));
  if (cleaning.pick === 'all') return values;
  return cleaning.split === undefined ? [values.at(cleaning.pick === 'first' ? 0 : -1)].filter(isText) : values;
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

function cutByPattern(text: string, pattern: RegExp | undefined): string[] {
  if (pattern === undefined) return [text];
  const every = new RegExp(pattern.source, `${pattern.flags}g`);
  return [...text.matchAll(every)].map((match) => match[1] ?? match[0]);
}

/** The whole number written in the text, whatever separates its thousands; undefined when there is none. */
export function readCount(text: string): number | undefined {
  const digits = /\d(?:[\d \u00a0\u202f.,'’]*\d)?/.exec(text)?.[0].replace(/\D/g, '');
  return digits === undefined ? undefined : Number(digits);
}
