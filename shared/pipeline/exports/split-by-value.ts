import type { ResultBatch } from '../../ports/warehouse.ts';

export interface Part {
  /** The value that its rows share; undefined when nothing is split, or there are no rows. */
  readonly name: string | undefined;
  readonly batches: AsyncIterable<ResultBatch>;
}

/**
 * The rows of each value of a column by which they are ordered, one part after the other: a part must be read to its end
 * before the next is asked for. Memory holds one batch.
 */
export async function* splitByValue(
  batches: AsyncIterable<ResultBatch>,
  column: string | undefined,
): AsyncGenerator<Part> {
  if (column === undefined) {
    yield { name: undefined, batches };
    return;
  }
  const source = batches[Symbol.asyncIterator]();
  let rest = await next();
  try {
    if (rest?.rows === 0) {
      yield { name: undefined, batches: one(rest) };
      return;
    }
    while (rest !== undefined) {
      const value = valueAt(rest, 0);
      yield { name: value, batches: part(value) };
    }
  } finally {
    await source.return?.();
  }

  async function* part(value: string): AsyncGenerator<ResultBatch> {
    while (rest !== undefined) {
      const end = lengthOf(value, rest);
      if (end === 0) return;
      if (end < rest.rows) {
        const taken = slice(rest, 0, end);
        rest = slice(rest, end, rest.rows);
        yield taken;
        return;
      }
      yield rest;
      rest = await next();
    }
  }

  async function next(): Promise<ResultBatch | undefined> {
    const { value, done } = await source.next();
    return done === true ? undefined : value;
  }

  /** How many of the first rows have that value. */
  function lengthOf(value: string, batch: ResultBatch): number {
    let length = 0;
    while (length < batch.rows && valueAt(batch, length) === value) length += 1;
    return length;
  }

  function valueAt({ names, columns }: ResultBatch, row: number): string {
    return String(columns[names.indexOf(column ?? '')]?.at(row) ?? '');
  }
}

async function* one(batch: ResultBatch): AsyncGenerator<ResultBatch> {
  yield batch;
}

function slice({ names, columns }: ResultBatch, from: number, to: number): ResultBatch {
  return { names, columns: columns.map((values) => values.slice(from, to)), rows: to - from };
}
