import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { formatInt64, formatMicroseconds } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';

/** A result's value in the shapes of the port. @throws InvalidRequestError when the port has no shape for its type. */
export function fromDuckdb(value: DuckDBValue, type?: DuckDBType): JsonValue {
  if (typeof value === 'string') return type?.alias === 'JSON' ? JSON.parse(value) : value;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return formatInt64(value);
  if (value instanceof DuckDBDateValue) return new Date(value.days * 86_400_000).toISOString().slice(0, 10);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return formatMicroseconds(value.micros);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map((item) => fromDuckdb(item));
  if (value instanceof DuckDBUUIDValue) return value.toString();
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, entry]) => [key, fromDuckdb(entry)]));
  }
  throw new InvalidRequestError(`a column of type ${type} cannot be read: cast it in the query`);
}
