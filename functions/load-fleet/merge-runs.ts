import { type Entry, replaces } from './sorted-run.ts';

/** Entries of a sorted run, some at a time. */
export type Run = AsyncGenerator<readonly Entry[], void>;

interface Cursor {
  readonly run: Run;
  batch: readonly Entry[];
  at: number;
}

const mostAtOnce = 500;

/**
 * All runs' entries in the order of their keys, one a key, some at a time; of the same key a later run's takes an earlier
 * one's place.
 */
export async function* mergeRuns(runs: readonly Run[]): AsyncGenerator<readonly Entry[]> {
  let cursors = await withNext(runs.map((run) => ({ run, batch: [], at: 0 })));
  let merged: Entry[] = [];
  while (cursors.length > 0) {
    const best = firstOf(cursors);
    if (best === undefined) break;
    merged.push(best);
    for (const cursor of cursors) if (cursor.batch[cursor.at]?.[0] === best[0]) cursor.at += 1;
    if (cursors.some(({ batch, at }) => at >= batch.length)) cursors = await withNext(cursors);
    if (merged.length < mostAtOnce) continue;
    yield merged;
    merged = [];
  }
  yield merged;
}

function firstOf(cursors: readonly Cursor[]): Entry | undefined {
  let best: Entry | undefined;
  for (const { batch, at } of cursors) {
    const entry = batch[at];
    if (entry === undefined) continue;
    if (best === undefined || entry[0] < best[0] || (entry[0] === best[0] && replaces(best[1], entry[1]))) best = entry;
  }
  return best;
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
