/** A spreadsheet would take these for a formula. */
const formula = /^[=+\-@\t\r]/;

type Cell = string | number | null | undefined;

/**
 * CSV as French spreadsheets open it: UTF-8 with its mark, `;`, a comma in numbers, lines ended by CR LF. A text that would
 * be taken for a formula has an apostrophe before it.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(toCell).join(';')}\r\n`).join('')}`;
}

function toCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', ',') : '';
  const safe = formula.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
