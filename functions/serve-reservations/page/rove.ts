/**
 * Makes a table of buttons one stop of the Tab key: arrows go to the neighbour, Home and End along the row, with Ctrl to the
 * table's corners, and Page up and down turn it over.
 * @param first the button to stop at first; afterwards it is the one where one was last.
 */
export function rove(table: HTMLTableElement, first: HTMLElement | null, turn: (by: 1 | -1) => void): void {
  const rows = [...table.rows].map((row) => [...row.querySelectorAll('button')]);
  for (const button of rows.flat()) button.tabIndex = -1;
  let stop = first ?? rows[0]?.[0];
  if (stop !== undefined) stop.tabIndex = 0;
  table.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || target === stop) return;
    if (stop !== undefined) stop.tabIndex = -1;
    target.tabIndex = 0;
    stop = target;
  });
  table.addEventListener('keydown', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLButtonElement) || event.altKey || event.metaKey || event.shiftKey) return;
    const row = rows.findIndex((buttons) => buttons.includes(target));
    const column = rows[row]?.indexOf(target) ?? 0;
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      return turn(event.key === 'PageDown' ? 1 : -1);
    }
    const next = neighbour(event, row, column, rows);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });
}

function neighbour<T>(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  row: number,
  column: number,
  rows: readonly (readonly T[])[],
): T | undefined {
  if (key === 'Home') return rows[ctrlKey ? 0 : row]?.[0];
  if (key === 'End') return rows[ctrlKey ? rows.length - 1 : row]?.at(-1);
  if (ctrlKey) return undefined;
  if (key === 'ArrowLeft') return rows[row]?.[column - 1];
  if (key === 'ArrowRight') return rows[row]?.[column + 1];
  if (key === 'ArrowUp') return rows[row - 1]?.[column];
  if (key === 'ArrowDown') return rows[row + 1]?.[column];
  return undefined;
}
