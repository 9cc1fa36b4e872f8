import type { JsonValue } from '../../ports/documents.ts';
import { PermanentError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Row } from '../../ports/warehouse.ts';
import { readContent } from './read-content.ts';

/** The rows of newline-delimited JSON objects, one object of the store after the other. */
export async function* readJsonLines(
  objects: ObjectStore,
  bucket: string,
  names: readonly string[],
): AsyncGenerator<Row> {
  for (const name of names) {
    let line = 0;
    for await (const texts of readLines(objects, bucket, name)) {
      for (const text of texts) {
        line++;
        if (text.trim() !== '') yield parseRow(text, `${bucket}/${name}, line ${line}`);
      }
    }
  }
}

async function* readLines(objects: ObjectStore, bucket: string, name: string): AsyncGenerator<readonly string[]> {
  try {
    yield* splitLines(readContent(objects, bucket, name));
  } catch (error) {
    if (!isNotUtf8(error)) throw error;
    throw new PermanentError(`${bucket}/${name} is not UTF-8`, { cause: error });
  }
}

/** Lines by the chunk, so that a line does not cost a step of the event loop. */
async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  yield [rest + decoder.decode()];
}

function parseRow(text: string, where: string): Row {
  let row: unknown;
  try {
    // Integers beyond 2^53 keep their digits; the slower way only where a line may hold one.
    row = /\d{16}/.test(text) ? JSON.parse(text, keepLargeIntegers) : JSON.parse(text);
  } catch (error) {
    throw new PermanentError(`${where} is not JSON`, { cause: error });
  }
  if (!isRow(row)) throw new PermanentError(`${where} is not a JSON object`);
  return row;
}

function keepLargeIntegers(_: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context?.source === undefined) return value;
  return /^-?\d+$/.test(context.source) ? context.source : value;
}

function isRow(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNotUtf8(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
