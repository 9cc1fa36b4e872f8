/** The cell without one space or apostrophe that an export put before `-`, `+`, `=`, `@` or `"` against formulas. */
export function stripGuard(cell: string): string {
  return /^[ '][-+=@"]/.test(cell) ? cell.slice(1) : cell;
}

/** The cell without ordinary and no-break spaces around it; tabs, line breaks and what is inside stay. */
export function trimCell(cell: string): string {
  return cell.replace(/^[ \u00a0\u202f]+/, '').replace(/[ \u00a0\u202f]+$/, '');
}

/** Whether a `?` stands where an encoding may have lost a letter: inside a word, or alone (« C?ur », « Saint ? Denis »). */
export function looksLossy(cell: string): boolean {
  return /\p{L}\?\p{L}|(?:^|\s)\?(?=\s\S)/u.test(cell);
}
