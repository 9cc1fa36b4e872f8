/** A row of a run: its key, when it changed (empty: not said), and its JSON line. */
export type Entry = readonly [id: string, version: string, line: string];

/** True when the second takes the first's place: of two rows of a key the one that changed last counts, else the later. */
export function replaces(earlier: string, later: string): boolean {
  return later >= earlier;
}

/** The rows, given in the order in which they came, in the order of their keys, one a key. */
export function sortedEntries(entries: readonly Entry[]): Entry[] {
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const kept: Entry[] = [];
  for (const entry of sorted) {
    const held = kept.at(-1);
    if (held === undefined || held[0] !== entry[0]) kept.push(entry);
    else if (replaces(held[1], entry[1])) kept[kept.length - 1] = entry;
  }
  return kept;
}
