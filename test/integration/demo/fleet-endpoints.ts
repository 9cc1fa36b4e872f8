import type { FleetTruth } from '../../../shared/demo/fleet/fleet-truth.ts';
import type { FleetRequest } from '../../../shared/ports/fleet-api.ts';

/** How a day of one sort of rows is asked for. */
export interface AskedDay {
  /** The truth's name of these rows. */
  readonly name: string;
  readonly by?: 'start' | 'update';
  /** The list within each object of `data` that holds the rows; none: they stand alone. */
  readonly under?: string;
  /** The body's list, when it is not `data`. */
  readonly list?: string;
  readonly requests: (day: string, next: string) => readonly Partial<FleetRequest>[];
}

const midnight = (day: string) => `${day}T00:00:00Z`;
const times = (day: string, next: string) => ({ startTime: midnight(day), endTime: midnight(next) });
const milliseconds = (day: string, next: string) => ({
  startMs: String(Date.parse(day)),
  endMs: String(Date.parse(next)),
});

const plain = (name: string, rest: Partial<AskedDay> = {}, parameters: FleetRequest['parameters'] = {}): AskedDay => ({
  name,
  requests: (day, next) => [{ parameters: { ...times(day, next), ...parameters } }],
  ...rest,
});

/** Every sort of rows with a time but the stats and the reefers, and how to ask for it. */
export function askedDays(truth: FleetTruth): readonly AskedDay[] {
  const vehicles = [...truth.list('/fleet/vehicles')].map(({ id }) => String(id));
  const configurations = [...truth.list('/alerts/configurations')].map(({ id }) => String(id));
  return [
    {
      name: '/v1/fleet/trips',
      list: 'trips',
      requests: (day, next) =>
        vehicles.map((vehicleId) => ({ parameters: { vehicleId, ...milliseconds(day, next) }, paging: 'none' })),
    },
    plain('/fleet/hos/logs', { under: 'hosLogs' }),
    plain('/fleet/hos/daily-logs', { requests: (day) => [{ parameters: { startDate: day, endDate: day } }] }),
    plain('/fleet/hos/violations', { under: 'violations' }),
    plain('/idling/events'),
    plain('/fleet/reports/vehicle/idling'),
    plain('/fleet/safety-events'),
    plain('/fleet/documents'),
    plain('/fleet/driver-vehicle-assignments', {}, { filterBy: 'drivers' }),
    plain('/trips/stream', {}, { ids: vehicles, queryBy: 'tripStartTime' }),
    plain('/trips/stream', { by: 'update' }, { ids: vehicles }),
    plain('/safety-events/stream', { by: 'update' }),
    plain('/safety-events/stream', {}, { queryByTimeField: 'createdAtTime' }),
    plain('/fleet/safety-events/audit-logs/feed'),
    plain('/speeding-intervals/stream', { by: 'update' }, { assetIds: vehicles }),
    plain('/dvirs/stream', { by: 'update' }),
    plain('/defects/stream', { by: 'update' }),
    {
      name: '/alerts/incidents/stream',
      by: 'update',
      requests: (day, next) => [
        {
          parameters: { ...times(day, next), configurationIds: configurations },
          repeated: ['configurationIds'],
        },
      ],
    },
  ];
}
