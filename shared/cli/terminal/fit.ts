import { stripVTControlCharacters } from 'node:util';

/** How many columns the text takes, colours apart. */
export function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** The text on one line of at most so many columns; what is cut loses its colours and ends with `…`. */
export function fit(text: string, columns: number): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  if (widthOf(line) <= columns) return line;
  return `${[...stripVTControlCharacters(line)].slice(0, Math.max(0, columns - 1)).join('')}…`;
}
