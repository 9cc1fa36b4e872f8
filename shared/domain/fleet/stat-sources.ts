import * as z from 'zod';
import stats from './catalogue/vehicle-stats.json' with { type: 'json' };
import splitStats from './catalogue/vehicle-stats-split.json' with { type: 'json' };
import { type FleetSource, sourceSchema, splitStatSchema, statsSchema } from './catalogue-schema.ts';

const plain = statsSchema.parse(stats);
const split = z.array(splitStatSchema).parse(splitStats);
const names = [...Object.keys(plain), ...split.map(({ stat }) => stat)];

/**
 * The vehicle statistics: one source each, asked up to three a call at one endpoint. A vehicle's external ids are the affair
 * of `fleet_vehicles`, and the other statistics of the call those of their own tables.
 */
export const statSources: readonly FleetSource[] = [
  ...Object.entries(plain).map(([stat, type]) => statSource(stat, [{ name: tableOf(stat), ...plainStat(stat, type) }])),
  ...split.map(({ stat, tables }) => statSource(stat, tables)),
];

function tableOf(stat: string): string {
  return `fleet_vehicle_stats_${stat}`;
}

function plainStat(stat: string, type: string) {
  return {
    key: ['vehicle_id', 'time'],
    cluster: ['vehicle_id'],
    each: [{ list: stat }],
    from: { vehicle_id: 'id', parc_id: 'name', [stat]: 'value' },
    columns: { vehicle_id: 'STRING', parc_id: 'STRING', time: 'TIMESTAMP', [stat]: type },
  };
}

function statSource(stat: string, tables: readonly object[]): FleetSource {
  return sourceSchema.parse({
    table: tableOf(stat),
    family: 'vehicle_stats',
    endpoint: '/fleet/vehicles/stats/history',
    requestsPerSecond: 50,
    window: 'instants',
    stat,
    records: 'data',
    startsAt: 'time',
    tables: tables.map((table) => ({ ...table, omit: ['externalIds', ...names.filter((name) => name !== stat)] })),
  });
}
