import { sourceOf } from '../../shared/domain/fleet/catalogue.ts';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { utcDay } from '../../shared/domain/fleet/fleet-window.ts';
import { flattenedName } from '../../shared/domain/fleet/object-names.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { NotFoundError, PermanentError } from '../../shared/ports/failures.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import { gunzip } from './gunzip.ts';

export interface IdPorts {
  readonly objects: ObjectStore;
  readonly flattenedBucket: string;
  readonly clock: Clock;
}

/**
 * The ids that a source is asked by: those of the newest rows of the other source's table, in order.
 * @throws PermanentError when that table was never collected.
 */
export async function readIds(rule: NonNullable<FleetSource['ids']>, ports: IdPorts): Promise<readonly string[]> {
  const source = sourceOf(rule.of);
  const [table] = source.tables;
  if (table === undefined) return [];
  const name = flattenedName(source, table, utcDay(ports.clock.now()));
  let text: string;
  try {
    text = (await gunzip(ports.objects.read(ports.flattenedBucket, name))).toString('utf8');
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new PermanentError(`it is asked by the ids of ${rule.of}, which is not collected`, { cause: error });
  }
  const ids = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line)[rule.column])
    .filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)].sort();
}
