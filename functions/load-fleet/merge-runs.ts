import { type Entry, replaces } from './sorted-run.ts';

/** Entries of a sorted run, some at a time. */
export type Run = AsyncIterator<readonly Entry[]>;

interface Cursor {
  readonly run: Run;
  batch: readonly Entry[];
  at: number;
}

/** All runs' entries in the order of their keys, one a key; of the same key a later run's takes an earlier one's place. */
export async function* mergeRuns(runs: readonly Run[]): AsyncGenerator<Entry> {
  let cursors: Cursor[] = [];
  for (const run of runs) {
    const cursor = { run, batch: [], at: 0 };
    if (await hasNext(cursor)) cursors.push(cursor);
  }
  while (cursors.length > 0) {
    let best: Entry | undefined;
    for (const { batch, at } of cursors) {
      const entry = batch[at];
      if (entry === undefined) continue;
      if (best === undefined || entry[0] < best[0] || (entry[0] === best[0] && replaces(best[1], entry[1])))
        best = entry;
    }
    if (best === undefined) return;
    for (const cursor of cursors) if (cursor.batch[cursor.at]?.[0] === best[0]) cursor.at += 1;
    if (cursors.some(({ batch, at }) => at >= batch.length)) cursors = await withNext(cursors);
    yield best;
  }
}

async function withNext(cursors: readonly Cursor[]): Promise<Cursor[]> {
  const left: Cursor[] = [];
  for (const cursor of cursors) if (await hasNext(cursor)) left.push(cursor);
  return left;
}

async function hasNext(cursor: Cursor): Promise<boolean> {
  while (cursor.at >= cursor.batch.length) {
    const { done, value } = await cursor.run.next();
    if (done) return false;
    cursor.batch = value;
    cursor.at = 0;
  }
  return true;
}
