import type { Cleaning } from './recipe-value.ts';

/** Without ordinary and no-break spaces around it, nor the line breaks that a page's source puts there. */
export function trimValue(text: string): string {
  return text.replace(/^[ \u00a0\u202f\r\n]+/, '').replace(/[ \u00a0\u202f\r\n]+$/, '');
}

/** Without the one space or apostrophe that an export puts before `- + = @ "` against formulas. */
export function stripFormulaGuard(text: string): string {
  return /^[ '][-+=@"]/.test(text) ? text.slice(1) : text;
}

/**
 * The values as the recipe wants them: guard stripped, trimmed, cut by the pattern, split, empty ones dropped, and
 * the first, the last or all of them.
 */
export function cleanValues(found: readonly string[], cleaning: Cleaning): string[] {
  const values = found
    .map((text) => trimValue(cleaning.unguard ? stripFormulaGuard(text) : text))
    .flatMap((text) => cutByPattern(text, cleaning.pattern))
    .flatMap((text) => (cleaning.split === undefined ? [text] : text.split(cleaning.split)))
    .map(trimValue)
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
