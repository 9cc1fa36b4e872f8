import { addDays, type Day } from '../day.ts';
import type { InterventionRow } from '../interventions/intervention.ts';
import { formatDayPattern, formatInZone } from '../zone.ts';
import { nearestWord } from './did-you-mean.ts';

/** What a template may speak of: a day, now, and a row of the list when there is one. */
export interface TemplateContext {
  readonly day: Day;
  readonly now: Date;
  /** The portal's zone, which `{now}` is written in. */
  readonly zone: string;
  readonly row?: InterventionRow;
}

const words = ['date', 'from', 'to', 'now', 'reference', 'column'] as const;
type Word = (typeof words)[number];

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly word: Word; readonly argument: string; readonly raw: boolean };

/** The template is not written as the language says. The message is French, for people. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

const defaultDayPattern = 'yyyy-MM-dd';
const defaultNowPattern = 'yyyy-MM-dd HH:mm:ss';

/**
 * Cuts a template into its parts: `{date:dd/MM/yyyy}`, `{from}`, `{to}`, `{now}`, `{reference}`, `{column:name}`, with
 * `|raw` at the end for "not URL-encoded"; `{{` and `}}` are plain braces.
 * @throws TemplateError
 */
export function parseTemplate(template: string): readonly Part[] {
  const parts: Part[] = [];
  const pieces = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
  for (const [piece, inside] of template.matchAll(pieces)) {
    if (piece === '{{' || piece === '}}') parts.push({ kind: 'text', text: piece.slice(1) });
    else if (inside !== undefined) parts.push(parsePlaceholder(inside));
    else if (piece === '{' || piece === '}') {
      throw new TemplateError(`accolade « ${piece} » seule : une vraie accolade s’écrit « ${piece}${piece} »`);
    } else parts.push({ kind: 'text', text: piece });
  }
  return parts;
}

function parsePlaceholder(inside: string): Part {
  const [, word = '', argument = '', raw] = /^([^:|]*)(?::(.*?))?(\|raw)?$/s.exec(inside) ?? [];
  if (!isWord(word)) {
    const near = nearestWord(word, words);
    const hint = near === undefined ? `les mots connus sont ${words.join(', ')}` : `vouliez-vous dire « {${near}} » ?`;
    throw new TemplateError(`« {${inside}} » est inconnu : ${hint}`);
  }
  if (word === 'column' && argument === '') throw new TemplateError('« {column} » sans nom : {column:nom}');
  if (argument !== '' && word !== 'column') assertPattern(inside, argument);
  return { kind: 'value', word, argument, raw: raw !== undefined };
}

function assertPattern(inside: string, pattern: string): void {
  try {
    formatDayPattern('2026-01-31', pattern);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TemplateError(`« {${inside}} » : ${error.message}`, { cause: error });
  }
}

function isWord(text: string): text is Word {
  return words.some((word) => word === text);
}

/** Whether the template speaks of a row of the list: it has no meaning before one was read. */
export function needsRow(template: string): boolean {
  return parseTemplate(template).some(
    (part) => part.kind === 'value' && (part.word === 'reference' || part.word === 'column'),
  );
}

/**
 * Writes the template out. In a URL (`encode`) values are URL-encoded unless they say `|raw`.
 * @throws TemplateError for a column that the row does not have.
 */
export function expandTemplate(template: string, context: TemplateContext, encode = false): string {
  return parseTemplate(template)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const value = valueOfWord(part.word, part.argument, context);
      return encode && !part.raw ? encodeURIComponent(value) : value;
    })
    .join('');
}

function valueOfWord(word: Word, argument: string, { day, now, zone, row }: TemplateContext): string {
  switch (word) {
    case 'date':
    case 'from':
      return formatDayPattern(day, argument || defaultDayPattern);
    case 'to':
      return formatDayPattern(addDays(day, 1), argument || defaultDayPattern);
    case 'now':
      return formatInZone(now, argument || defaultNowPattern, zone);
    case 'reference':
      return rowOf(row, word).reference;
    case 'column': {
      const value = rowOf(row, word).columns[argument];
      if (value === undefined) throw new TemplateError(`la liste n’a pas de colonne « ${argument} »`);
      return value;
    }
  }
}

function rowOf(row: InterventionRow | undefined, word: Word): InterventionRow {
  if (row === undefined) throw new TemplateError(`« {${word}} » n’a pas de sens avant que la liste soit lue`);
  return row;
}
