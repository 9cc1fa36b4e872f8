import { type DuckDBDataChunk, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { formatDayNumber, formatInt64, formatMicroseconds } from '../../domain/warehouse/column-values.ts';
import { type ColumnOfValues, InstantColumn } from '../../ports/column-of-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { createTextReader } from './read-texts.ts';
import { fromDuckdb } from './result-values.ts';

type IsNull = (row: number) => boolean;
type ReadData = (data: Uint8Array, isNull: IsNull, rows: number) => ColumnOfValues;

/**
 * Reads the values of a result's column, chunk after chunk, in the shapes of the port; a chunk's are good until the next is
 * read. Results are millions of them: common types are read from DuckDB's memory at once, others one by one.
 */
export function createColumnReader(index: number, type: DuckDBType): (chunk: DuckDBDataChunk) => ColumnOfValues {
  const reader = type.alias === 'JSON' ? undefined : readers[type.typeId];
  if (reader === undefined) {
    return (chunk) => {
      const vector = chunk.getColumnVector(index);
      return Array.from({ length: chunk.rowCount }, (_, row) => fromDuckdb(vector.getItem(row), type));
    };
  }
  const read = reader.create();
  return (chunk) => {
    const rows = chunk.rowCount;
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    return read(bindings.vector_get_data(vector, rows * reader.bytes), nullsOf(vector, rows), rows);
  };
}

const noNull: IsNull = () => false;

/** DuckDB has a bit for each row, set where there is a value; nothing at all where there are only values. */
function nullsOf(vector: Parameters<typeof bindings.vector_get_validity>[0], rows: number): IsNull {
  const bits = bindings.vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  if (!bits) return noNull;
  return (row) => ((bits[row >> 3] ?? 0) & (1 << (row & 7))) === 0;
}

function ofItems<Item>(
  view: (data: Uint8Array, rows: number) => ArrayLike<Item>,
  convert: (item: Item) => JsonValue,
): ReadData {
  return (data, isNull, rows) => {
    const items = view(data, rows);
    const values = new Array<JsonValue>(rows).fill(null);
    for (let row = 0; row < rows; row++) {
      const item = items[row];
      if (item !== undefined && !isNull(row)) values[row] = convert(item);
    }
    return values;
  };
}

/** 64 bits, of which nearly all are numbers: those make no BigInt on their way. */
function ofInt64(convert: (item: number | bigint) => JsonValue): ReadData {
  const readNumbers = createInt64Reader();
  return (data, isNull, rows) => {
    const numbers = readNumbers(data, rows);
    const exact = new BigInt64Array(data.buffer, data.byteOffset, rows);
    const values = new Array<JsonValue>(rows).fill(null);
    for (let row = 0; row < rows; row++) {
      if (isNull(row)) continue;
      const number = numbers[row] ?? 0;
      values[row] = convert(Number.isSafeInteger(number) ? number : (exact[row] ?? 0n));
    }
    return values;
  };
}

/** Instants are numbers, unless one is too far from 1970 to be exact. */
function ofInstants(): ReadData {
  const readNumbers = createInt64Reader();
  const readFar = ofInt64(formatMicroseconds);
  return (data, isNull, rows) => {
    const numbers = readNumbers(data, rows);
    for (let row = 0; row < rows; row++) {
      if (isNull(row)) numbers[row] = Number.NaN;
      else if (!Number.isSafeInteger(numbers[row])) return readFar(data, isNull, rows);
    }
    return new InstantColumn(numbers);
  };
}

/** The nearest numbers, each time in place of those before. */
function createInt64Reader(): (data: Uint8Array, rows: number) => Float64Array {
  let numbers = new Float64Array(0);
  return ({ buffer, byteOffset }, rows) => {
    const low = new Uint32Array(buffer, byteOffset, rows * 2);
    const high = new Int32Array(buffer, byteOffset, rows * 2);
    if (numbers.length < rows) numbers = new Float64Array(rows);
    for (let row = 0; row < rows; row++) numbers[row] = (high[row * 2 + 1] ?? 0) * 2 ** 32 + (low[row * 2] ?? 0);
    return numbers.subarray(0, rows);
  };
}

const asInt32 = ({ buffer, byteOffset }: Uint8Array, rows: number) => new Int32Array(buffer, byteOffset, rows);
const asDouble = ({ buffer, byteOffset }: Uint8Array, rows: number) => new Float64Array(buffer, byteOffset, rows);

const readers: Partial<Record<DuckDBTypeId, { readonly bytes: number; readonly create: () => ReadData }>> = {
  [DuckDBTypeId.VARCHAR]: { bytes: 16, create: createTextReader },
  [DuckDBTypeId.DOUBLE]: { bytes: 8, create: () => ofItems(asDouble, (value) => value) },
  [DuckDBTypeId.INTEGER]: { bytes: 4, create: () => ofItems(asInt32, (value) => value) },
  [DuckDBTypeId.BIGINT]: { bytes: 8, create: () => ofInt64(formatInt64) },
  [DuckDBTypeId.TIMESTAMP]: { bytes: 8, create: ofInstants },
  [DuckDBTypeId.DATE]: { bytes: 4, create: () => ofItems(asInt32, formatDayNumber) },
};
