import { type DuckDBDataChunk, type DuckDBType, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { formatDayNumber, formatInt64 } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { fromDuckdb } from './result-values.ts';

/** The values of a chunk's column in the shapes of the port; results are millions of them, so common types go straight. */
export function readColumn(chunk: DuckDBDataChunk, index: number, type: DuckDBType): JsonValue[] {
  const vector = chunk.getColumnVector(index);
  const read = type.alias === 'JSON' ? undefined : readers[type.typeId];
  const count = chunk.rowCount;
  const values = new Array<JsonValue>(count);
  for (let row = 0; row < count; row++) {
    const value = vector.getItem(row);
    values[row] = value === null ? null : read === undefined ? fromDuckdb(value, type) : read(value);
  }
  return values;
}

const plain = (value: DuckDBValue): JsonValue =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

const readers: Partial<Record<DuckDBTypeId, (value: DuckDBValue) => JsonValue>> = {
  [DuckDBTypeId.VARCHAR]: plain,
  [DuckDBTypeId.DOUBLE]: plain,
  [DuckDBTypeId.INTEGER]: plain,
  [DuckDBTypeId.BIGINT]: (value) => (typeof value === 'bigint' ? formatInt64(value) : null),
  [DuckDBTypeId.DATE]: (value) =>
    typeof value === 'object' && value !== null && 'days' in value && typeof value.days === 'number'
      ? formatDayNumber(value.days)
      : null,
};
