import type { Cell } from '../../shared/domain/visites/analytics/breakdowns.ts';

/** Cells have no order of their own: by their keys they can be compared. */
export function inOneOrder(cells: Readonly<Record<string, readonly Cell[]>>): Record<string, readonly Cell[]> {
  const keyOf = ({ keys }: Cell) => JSON.stringify(keys);
  const sorted = (some: readonly Cell[]) => [...some].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return Object.fromEntries(Object.entries(cells).map(([name, some]) => [name, sorted(some)]));
}
