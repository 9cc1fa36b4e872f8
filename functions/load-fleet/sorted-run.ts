/** A row of a run: its key, when it changed (empty: not said), and its JSON line. */
export type Entry = readonly [id: string, version: string, line: string];

/** Rows by column, in the order in which they came. */
export interface RowBuffer {
  readonly ids: string[];
  readonly versions: string[];
  readonly lines: string[];
}

/** True when the second takes the first's place: of two rows of a key the one that changed last counts, else the later. */
export function replaces(earlier: string, later: string): boolean {
  return later >= earlier;
}

/** The rows in the order of their keys, one a key. */
export function* sortedEntries({ ids, versions, lines }: RowBuffer): Generator<Entry> {
  const order = isAscending(ids) ? undefined : orderOf(ids);
  let held: Entry | undefined;
  for (let rank = 0; rank < ids.length; rank += 1) {
    const at = order === undefined ? rank : (order[rank] ?? rank);
    const entry: Entry = [ids[at] ?? '', versions[at] ?? '', lines[at] ?? ''];
    if (held !== undefined && held[0] === entry[0]) {
      if (replaces(held[1], entry[1])) held = entry;
      continue;
    }
    if (held !== undefined) yield held;
    held = entry;
  }
  if (held !== undefined) yield held;
}

/** Answers mostly come in order already. */
function isAscending(ids: readonly string[]): boolean {
  for (let at = 1; at < ids.length; at += 1) if ((ids[at - 1] ?? '') > (ids[at] ?? '')) return false;
  return true;
}

/** The places of the ids in their order; of the same id in the order in which they came. */
function orderOf(ids: readonly string[]): Uint32Array {
  const textAt = (at: number) => ids[at] ?? '';
  return Uint32Array.from(ids.keys()).sort((a, b) => (textAt(a) < textAt(b) ? -1 : textAt(a) > textAt(b) ? 1 : a - b));
}
