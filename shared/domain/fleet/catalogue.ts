import * as z from 'zod';
import alerts from './catalogue/alerts.json' with { type: 'json' };
import assets from './catalogue/assets.json' with { type: 'json' };
import core from './catalogue/core.json' with { type: 'json' };
import documents from './catalogue/documents.json' with { type: 'json' };
import drivers from './catalogue/drivers.json' with { type: 'json' };
import fuelEnergy from './catalogue/fuel-energy.json' with { type: 'json' };
import hoursOfService from './catalogue/hours-of-service.json' with { type: 'json' };
import ifta from './catalogue/ifta.json' with { type: 'json' };
import maintenance from './catalogue/maintenance.json' with { type: 'json' };
import safety from './catalogue/safety.json' with { type: 'json' };
import trips from './catalogue/trips.json' with { type: 'json' };
import vehicles from './catalogue/vehicles.json' with { type: 'json' };
import { type FleetSource, sourceSchema } from './catalogue-schema.ts';
import { statSources } from './stat-sources.ts';

/**
 * Everything that is collected of the fleet, sources that others take their ids from first. The catalogue is data
 * (`catalogue/*.json`): a new table is a new entry.
 */
export const fleetSources: readonly FleetSource[] = [
  ...z
    .array(sourceSchema)
    .parse([
      ...vehicles,
      ...drivers,
      ...alerts,
      ...core,
      ...assets,
      ...documents,
      ...fuelEnergy,
      ...hoursOfService,
      ...safety,
      ...trips,
      ...maintenance,
      ...ifta,
    ]),
  ...statSources,
].toSorted((a, b) => Number(a.ids !== undefined) - Number(b.ids !== undefined));

const byName = new Map(fleetSources.flatMap((source) => namesOf(source).map((name) => [name, source])));

function namesOf(source: FleetSource): string[] {
  return [source.table, ...source.tables.map(({ name }) => name)];
}

/** The source of that name, or of the table of that name that it fills; undefined when there is none. */
export function findSource(name: string): FleetSource | undefined {
  return byName.get(name);
}

/** The source of that name. @throws RangeError when there is none: names from outside go through `findSource`. */
export function sourceOf(name: string): FleetSource {
  const source = byName.get(name);
  if (source === undefined) throw new RangeError(`no fleet table is called ${name}`);
  return source;
}
