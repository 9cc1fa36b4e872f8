import { findSource } from '../../domain/fleet/catalogue.ts';
import type { FleetSource } from '../../domain/fleet/catalogue-schema.ts';
import { PermanentError } from '../../ports/failures.ts';

/** The sources that a message names. @throws PermanentError when the catalogue has one no more. */
export function sourcesOf(tables: readonly string[]): readonly FleetSource[] {
  return tables.map((table) => {
    const source = findSource(table);
    if (source === undefined) throw new PermanentError(`no fleet table is called ${table}`);
    return source;
  });
}
