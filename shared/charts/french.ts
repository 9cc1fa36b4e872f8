import type { ValueFormat } from './chart.ts';

// Written here and not by Intl, whose texts change with the ICU of each Node and browser: a chart has the same bytes everywhere.
const thin = '\u202f';
const months = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'];

/** `12 345`, `0,50`, `1 200,50 MAD`... without a unit, the same decimals one below the other; `–` for what is not known. */
export function formatValue(value: number | null, format: ValueFormat): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (format === 'percent') return `${formatDecimal(value, 1, true)}${thin}%`;
  if (format === 'money') return formatDecimal(value, Number.isInteger(value) ? 0 : 2, true);
  return format === 'integer' ? formatDecimal(value, 0) : formatDecimal(value, 2, true);
}

/** @param fixed keeps zeros at the end: `1,50`. */
function formatDecimal(value: number, decimals: number, fixed = false): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const kept = fixed ? fraction : fraction.replace(/0+$/, '');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, thin) + (kept === '' ? '' : `,${kept}`);
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

/** Short, for an axis: `950`, `1,2 k`, `3,4 M`. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${formatDecimal(value / 1e9, 1)}${thin}Md`;
  if (size >= 1e6) return `${formatDecimal(value / 1e6, 1)}${thin}M`;
  if (size >= 1e4) return `${formatDecimal(value / 1e3, 1)}${thin}k`;
  return formatDecimal(value, size < 10 ? 2 : 0);
}

/** `25 nov. 2026` of a day, `nov. 2026` of a month; other texts as they are. */
export function formatPeriod(period: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period) ?? [];
  const name = months[Number(month) - 1];
  if (year === undefined || name === undefined) return period;
  return day === undefined ? `${name} ${year}` : `${day === '01' ? '1er' : Number(day)} ${name} ${year}`;
}

/** For an axis: the year only where it begins. */
export function formatTick(period: string, isFirst: boolean): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(period) ?? [];
  const name = months[Number(month) - 1];
  if (year === undefined || name === undefined) return period;
  const start = day === undefined || day === '01' ? name : `${Number(day)} ${name}`;
  return isFirst || (month === '01' && (day === undefined || day === '01')) ? `${start} ${year}` : start;
}
