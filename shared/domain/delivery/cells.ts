import { dayInZone, parseDay } from '../day.ts';
import { instantOf } from '../zone.ts';
import type { Cell } from './cell.ts';

/** Codes, names and verbatims. */
export const text: Cell<string> = { type: 'STRING', wanted: 'un texte', read: (cell) => cell };

/** `12`, and `12.0` as tools write that hold whole numbers as decimals. */
export const wholeNumber: Cell<number> = {
  type: 'INT64',
  wanted: 'un nombre entier',
  read: (cell) => (/^[+-]?\d+(\.0+)?$/.test(cell) ? whole(Number(cell)) : undefined),
};

/** `12.5` or `12,5`. */
export const decimal: Cell<number> = {
  type: 'FLOAT64',
  wanted: 'un nombre',
  read: (cell) => (/^[+-]?\d+([.,]\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined),
};

/** An amount as hundredths: `1250`, `1250.5` and `1250,50` are 125000, 125050 and 125050. */
export const hundredths: Cell<number> = {
  type: 'INT64',
  wanted: 'un montant, avec deux décimales au plus',
  read: (cell) => {
    const found = /^([+-]?\d+)(?:[.,](\d{1,2})0*)?$/.exec(cell);
    return found === null ? undefined : whole(Number(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`));
  },
};

const dateTime = /^(\d{4}-\d\d-\d\d|\d\d\/\d\d\/\d{4})(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** `aaaa-mm-jj` or `jj/mm/aaaa`; a time after it is lost, and one with an offset shows its day in the zone. */
export const day: Cell<string> = {
  type: 'DATE',
  wanted: 'une date (aaaa-mm-jj ou jj/mm/aaaa)',
  read: (cell, zone) => {
    const moment = readMoment(cell);
    if (moment?.offset === undefined) return moment?.day;
    return dayInZone(toInstant(moment, zone), zone);
  },
};

/** A date and its time, in the zone unless it says an offset; an ISO 8601 UTC instant comes out. */
export const instant: Cell<string> = {
  type: 'TIMESTAMP',
  wanted: 'une date et son heure (aaaa-mm-jj hh:mm:ss)',
  read: (cell, zone) => {
    const moment = readMoment(cell);
    return moment && toInstant(moment, zone).toISOString();
  },
};

/** A duration: seconds, `mm:ss` (minutes may be more than 59) or `hh:mm:ss`. */
export const seconds: Cell<number> = {
  type: 'INT64',
  wanted: 'une durée (secondes, mm:ss ou hh:mm:ss)',
  read: (cell) => {
    const parts = cell.split(':');
    if (parts.length > 3 || parts.some((part) => !/^\d{1,9}$/.test(part))) return undefined;
    const [first = '', ...rest] = parts;
    if (rest.some((part) => Number(part) > 59)) return undefined;
    return rest.reduce((total, part) => total * 60 + Number(part), Number(first));
  },
};

interface Moment {
  readonly day: string;
  readonly time: string;
  readonly offset: string | undefined;
}

function readMoment(cell: string): Moment | undefined {
  const [, date = '', time = '', offset] = dateTime.exec(cell) ?? [];
  const read = parseDay(date);
  const isTime = time === '' || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time);
  return read === undefined || !isTime ? undefined : { day: read, time, offset };
}

function toInstant({ day: date, time, offset }: Moment, zone: string): Date {
  return offset === undefined ? instantOf(date, time, zone) : new Date(`${date}T${time}${offset}`);
}

/** Beyond 2^53 a number would be another one. */
function whole(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}
