import type { FleetColumnType } from '../../shared/domain/fleet/catalogue-schema.ts';
import type { FleetRow } from '../../shared/domain/fleet/flatten.ts';
import { createLineWriter } from './line-writer.ts';
import { mergeRuns, type Run } from './merge-runs.ts';
import { packLines, unpackLines } from './packed-lines.ts';
import { createRowOrder } from './row-order.ts';
import { type Entry, sortedEntries } from './sorted-run.ts';

export interface RowSet {
  add(row: FleetRow): void;
  /** Packs what is held: call it after each page, and the memory stays bounded. */
  settle(): Promise<void>;
  /** All rows as gzip of one JSON line each, in the order of their keys; nothing is added after it. */
  end(): Promise<{ readonly bytes: readonly Uint8Array[]; readonly rows: number }>;
}

interface RowSetOptions {
  readonly columns: readonly { readonly name: string; readonly type: FleetColumnType }[];
  readonly key: readonly string[];
  /** Characters of rows out of order that are held before they are sorted and packed. */
  readonly mostHeld?: number;
}

const fullLength = 16 * 2 ** 20;

/**
 * The rows of one table and window, one a key: pages that shift while they are read repeat rows. Of two with a key the one
 * that changed last counts, else the one that came last. Rows mostly come in order: those are written and packed as they
 * come. The others are held apart, sorted and merged in between at the end.
 */
export function createRowSet({ columns, key, mostHeld = fullLength }: RowSetOptions): RowSet {
  const names = columns.map(({ name }) => name);
  const versionAt = names.indexOf('updatedAtTime');
  const keyAt = key.map((name) => names.indexOf(name));
  const { isAfter, idOf } = createRowOrder(keyAt);
  const toLine = createLineWriter(columns);
  const inOrder = packLines();
  const packedRuns: (readonly Uint8Array[])[] = [];
  let last: FleetRow | undefined;
  let count = 0;
  let others: Entry[] = [];
  let length = 0;

  function entryOf(row: FleetRow, line: string): Entry {
    return [idOf(row), versionAt < 0 ? '' : String(row[versionAt] ?? ''), line];
  }

  async function packOthers(): Promise<void> {
    const run = packLines();
    for (const [, , line] of sortedEntries(others)) run.add(line);
    others = [];
    length = 0;
    packedRuns.push(await run.end());
  }

  /** A run of packed rows with their keys, which their lines say. */
  async function* readRun(packed: readonly Uint8Array[]): Run {
    for await (const lines of unpackLines(packed)) {
      yield lines.map((line) => {
        // Written above, by this very process.
        const values = JSON.parse(line);
        return entryOf(
          names.map((name) => values[name] ?? null),
          line,
        );
      });
    }
  }

  return {
    add(row) {
      const line = toLine(row);
      if (last === undefined || isAfter(row, last)) {
        last = row;
        count += 1;
        inOrder.add(line);
        return;
      }
      others.push(entryOf(row, line));
      length += line.length;
    },
    async settle() {
      await inOrder.settle();
      if (length >= mostHeld) await packOthers();
    },
    async end() {
      const bytes = await inOrder.end();
      if (others.length === 0 && packedRuns.length === 0) return { bytes, rows: count };
      // A row in order came before any other of its key: of equal ones the later run's counts.
      const runs = [bytes, ...packedRuns].map(readRun);
      const merged = packLines();
      let rows = 0;
      for await (const entries of mergeRuns([...runs, oneRun(sortedEntries(others))])) {
        for (const [, , line] of entries) merged.add(line);
        rows += entries.length;
        await merged.settle();
      }
      return { bytes: await merged.end(), rows };
    },
  };
}

async function* oneRun(entries: readonly Entry[]): Run {
  yield entries;
}
