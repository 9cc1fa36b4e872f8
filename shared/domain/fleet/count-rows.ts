import type { FleetSource } from './catalogue-schema.ts';
import { countExploded, recordsOf } from './explode.ts';
import type { Json } from './fleet-json.ts';

/** How many rows an answer has for the first table of a source, before anything is left to another window. */
export function countRows(source: FleetSource, body: Json): number {
  const [table] = source.tables;
  if (table === undefined) return 0;
  return recordsOf(source, body).reduce((sum, record) => sum + countExploded(record, table), 0);
}
