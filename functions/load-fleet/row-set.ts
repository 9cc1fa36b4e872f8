import type { FleetTable } from '../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetRow } from '../../shared/domain/fleet/flatten.ts';
import { mergeRuns, type Run } from './merge-runs.ts';
import { packRun, unpackRun } from './packed-run.ts';
import { type Entry, type RowBuffer, sortedEntries } from './sorted-run.ts';

export interface RowSet {
  add(row: FleetRow): void;
  /** Packs what is held once it is much: call it after each page, and the memory stays bounded. */
  pack(): Promise<void>;
  /** One JSON line a row, in the order of the keys, in texts of many lines. */
  texts(): AsyncIterable<string>;
  /** The rows that `texts` gave. */
  readonly count: number;
}

/** Characters of keys and lines that are held before they are packed: about 200,000 rows. */
const fullLength = 48 * 2 ** 20;
const textLength = 64 * 1024;

/**
 * The rows of one table and window, one a key: pages that shift while they are read repeat rows. Of two with a key the one
 * that changed last counts, else the one that came last. A large window is sorted by runs, packed until they are merged.
 */
export function createRowSet({ key, columns }: FleetTable, mostHeld = fullLength): RowSet {
  const version = 'updatedAtTime' in columns ? 'updatedAtTime' : undefined;
  const packed: Uint8Array[] = [];
  let held: RowBuffer = { ids: [], versions: [], lines: [] };
  let length = 0;
  let count = 0;

  async function* texts(): AsyncGenerator<string> {
    count = 0;
    if (packed.length === 0) yield* textsOf(sortedEntries(held));
    else yield* textsOfMerged([...packed.map(unpackRun), oneRun(sortedEntries(held))]);
  }

  function* textsOf(entries: Iterable<Entry>): Generator<string> {
    let text = '';
    for (const [, , line] of entries) {
      count += 1;
      text += line;
      if (text.length < textLength) continue;
      yield text;
      text = '';
    }
    yield text;
  }

  async function* textsOfMerged(runs: readonly Run[]): AsyncGenerator<string> {
    let entries: Entry[] = [];
    for await (const entry of mergeRuns(runs)) {
      entries.push(entry);
      if (entries.length < 500) continue;
      yield* textsOf(entries);
      entries = [];
    }
    yield* textsOf(entries);
  }

  return {
    get count() {
      return count;
    },
    add(row) {
      let id = '';
      for (const column of key) id += keyPart(row[column]);
      const line = `${JSON.stringify(row)}\n`;
      held.ids.push(id);
      held.lines.push(line);
      if (version !== undefined) held.versions.push(String(row[version] ?? ''));
      length += id.length + line.length;
    },
    async pack() {
      if (length < mostHeld) return;
      packed.push(await packRun(sortedEntries(held)));
      held = { ids: [], versions: [], lines: [] };
      length = 0;
    },
    texts,
  };
}

async function* oneRun(entries: Iterable<Entry>): AsyncGenerator<readonly Entry[]> {
  for (const entry of entries) yield [entry];
}

/** One column of a key as text that no other value gives, in the order of texts. */
function keyPart(value: FleetRow[string] | undefined): string {
  if (typeof value === 'string' && !value.includes('\u0001')) return `${value}\u0001`;
  return `\u0001${JSON.stringify(value ?? null)}\u0001`;
}
