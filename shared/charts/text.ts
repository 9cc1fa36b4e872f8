import { type Mark, mark } from './mark.ts';
import { colors } from './palette.ts';

export const fontSize = 13;
const family = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** What every text of a chart inherits. */
export const textDefaults = { 'font-family': family, 'font-size': fontSize };

/** About how wide the text is drawn in Inter, rather too wide than too narrow. */
export function textWidth(text: string, size: number = fontSize): number {
  let ems = 0;
  for (const character of text) ems += widthOf(character);
  return ems * size;
}

function widthOf(character: string): number {
  if (/[iljtfrI.,:;'’|!()[\]\s]/.test(character)) return 0.36;
  if (/[mwMW%@]/.test(character)) return 0.92;
  if (/[\p{Lu}]/u.test(character)) return 0.72;
  return character.charCodeAt(0) < 0x2e80 ? 0.62 : 1.05;
}

/** The text, cut with `…` where it would be wider. */
export function fitText(text: string, width: number, size: number = fontSize): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

type TextAttributes = Readonly<Record<string, string | number | undefined>>;

export function text(content: string, x: number, y: number, attributes: TextAttributes = {}): Mark {
  return mark('text', { x, y, fill: colors.ink, class: 'ink', ...attributes }, content);
}

export function mutedText(content: string, x: number, y: number, attributes: TextAttributes = {}): Mark {
  return text(content, x, y, { fill: colors.muted, class: 'muted', ...attributes });
}
