import { type Day, parseDay } from './day.ts';

/**
 * Patterns are made of `yyyy`, `yy` (20yy), `MM`, `dd`, `HH`, `mm`, `ss`, of `M`, `d`, `H` (no leading zero needed), and of
 * literals; a literal with one of the letters `dMyHms` stands in single quotes (`dd/MM/yyyy 'heures' HH`).
 * A malformed pattern throws a RangeError that shows it.
 */
export type TimePattern = string;

/** The fields of a wall clock, `month` and `day` from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

type Field = keyof WallClock;
type Piece = { readonly field: Field; readonly width: 1 | 2 | 4 } | { readonly literal: string };

const fields: Readonly<Record<string, Extract<Piece, { field: Field }>>> = {
  yyyy: { field: 'year', width: 4 },
  yy: { field: 'year', width: 2 },
  MM: { field: 'month', width: 2 },
  M: { field: 'month', width: 1 },
  dd: { field: 'day', width: 2 },
  d: { field: 'day', width: 1 },
  HH: { field: 'hour', width: 2 },
  H: { field: 'hour', width: 1 },
  mm: { field: 'minute', width: 2 },
  ss: { field: 'second', width: 2 },
};

/** The wall clock by the pattern. */
export function formatClock(clock: WallClock, pattern: TimePattern): string {
  return readPattern(pattern)
    .map((piece) =>
      'literal' in piece
        ? piece.literal
        : String(clock[piece.field]).padStart(piece.width, '0').slice(-Math.max(piece.width, 2)),
    )
    .join('');
}

/** The day by the pattern; hours, minutes and seconds are 00. */
export function formatDayPattern(day: Day, pattern: TimePattern): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return formatClock({ year, month, day: date, hour: 0, minute: 0, second: 0 }, pattern);
}

/**
 * The day and the time (`HH:mm`, `HH:mm:ss`, or empty when the pattern has no hour) that the whole text says; undefined
 * when it does not follow the pattern, or is no day or time (31/02, 24:00). The pattern needs a year, a month and a day.
 */
export function parseZoned(
  text: string,
  pattern: TimePattern,
): { readonly day: Day; readonly time: string } | undefined {
  const pieces = readPattern(pattern);
  const present = pieces.flatMap((piece) => ('field' in piece ? [piece.field] : []));
  if (!(['year', 'month', 'day'] as const).every((field) => present.includes(field))) {
    throw new RangeError(`le format « ${pattern} » ne donne pas de jour complet`);
  }
  const expression = pieces.map((piece) => ('literal' in piece ? escapeLiteral(piece.literal) : digits(piece.width)));
  const found = new RegExp(`^${expression.join('')}$`).exec(text);
  if (found === null) return undefined;
  const values = new Map(present.map((field, place) => [field, found[place + 1]]));
  const read = (field: Field) => values.get(field)?.padStart(2, '0') ?? '00';
  const year = read('year');
  const day = parseDay(`${year.length === 2 ? `20${year}` : year}-${read('month')}-${read('day')}`);
  if (day === undefined || read('hour') > '23' || read('minute') > '59' || read('second') > '59') return undefined;
  const clock = [read('hour'), read('minute'), ...(present.includes('second') ? [read('second')] : [])];
  return { day, time: present.includes('hour') ? clock.join(':') : '' };
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function digits(width: 1 | 2 | 4): string {
  return width === 1 ? '(\\d{1,2})' : `(\\d{${width}})`;
}

function readPattern(pattern: TimePattern): Piece[] {
  const tokens = pattern.match(/'[^']*'|([dMyHms])\1*|[^'dMyHms]+|'/g) ?? [];
  const pieces = tokens.map((token): Piece => {
    if (token.length > 1 && token.startsWith("'")) return { literal: token.slice(1, -1) };
    if (/^[^'dMyHms]/.test(token)) return { literal: token };
    const field = fields[token];
    if (field === undefined) throw new RangeError(`« ${token} » dans le format « ${pattern} » n’a pas de sens`);
    return field;
  });
  const named = pieces.flatMap((piece) => ('field' in piece ? [piece.field] : []));
  if (new Set(named).size < named.length) throw new RangeError(`le format « ${pattern} » dit deux fois la même chose`);
  return pieces;
}
