import { idOf } from '../data/entities.ts';
import type { FleetSeed } from '../data/fleet-seed.ts';
import { hosDailyLogs, hosLogs, hosViolations } from '../data/hours-of-service.ts';
import { reeferStats } from '../data/reefers.ts';
import { idlingEvents, idlingReport } from '../data/reports.ts';
import { safetyEvents } from '../data/safety.ts';
import { tripsV1 } from '../data/trips.ts';
import { vehicleStats } from '../data/vehicle-stats.ts';
import { withinSeed } from '../data/within-seed.ts';
import { assignments, documents } from '../data/work.ts';
import type { FleetPart, PageSizes } from '../fleet-part.ts';
import { dateWindow, millisecondWindow, timeWindow, windowAroundNow } from '../windows.ts';
import { askedEntities } from './asked-entities.ts';
import { reeferEndpoint } from './reefers.ts';
import { statsHistory } from './stats-history.ts';
import { timed } from './timed.ts';

/** The addresses that list rows of a window by their own time. */
export function seriesEndpoints(seed: FleetSeed, { rowsPerPage, vehiclesPerPage }: PageSizes): FleetPart {
  const stats = vehicleStats(seed).map((set) => withinSeed(seed, set));
  const reefers = reeferStats(seed).map((set) => withinSeed(seed, set));
  const trips = withinSeed(seed, tripsV1(seed));
  const logs = withinSeed(seed, hosLogs(seed));
  const dailyLogs = withinSeed(seed, hosDailyLogs(seed));
  const violations = withinSeed(seed, hosViolations(seed));
  const idling = withinSeed(seed, idlingEvents(seed));
  const idlingOld = withinSeed(seed, idlingReport(seed));
  const events = withinSeed(seed, safetyEvents(seed));
  const papers = withinSeed(seed, documents(seed));
  const driven = withinSeed(seed, assignments(seed));
  const slow = { requestsPerSecond: 5, rowsPerPage, window: timeWindow };
  return {
    timed: [...stats, ...reefers, trips, logs, dailyLogs, violations, idling, idlingOld, events, papers, driven],
    endpoints: [
      statsHistory(stats, vehiclesPerPage),
      reeferEndpoint(reefers, rowsPerPage),
      timed(trips, {
        requestsPerSecond: 50,
        rowsPerPage,
        anchor: 'overlap',
        window: (query) => millisecondWindow(query, 90),
        paging: 'none',
        body: (rows) => ({ trips: rows }),
        entities: askedEntities({
          name: 'vehicleId',
          required: true,
          most: 1,
          entities: seed.vehicles,
          idOf: (vehicle) => idOf('vehicle', vehicle),
        }),
      }),
      timed(logs, {
        ...slow,
        anchor: 'overlap',
        under: 'hosLogs',
        window: (query) => windowAroundNow(query, Date.now()),
      }),
      timed(dailyLogs, { ...slow, anchor: 'start', window: dateWindow }),
      timed(violations, { ...slow, anchor: 'startInclusive', under: 'violations' }),
      timed(idling, { ...slow, anchor: 'start', most: 200, window: (query) => timeWindow(query, 92) }),
      timed(idlingOld, { ...slow, requestsPerSecond: 25, anchor: 'overlap' }),
      timed(events, { ...slow, anchor: 'start' }),
      timed(papers, {
        ...slow,
        anchor: (query) =>
          query.text('queryBy', { oneOf: ['created', 'updated'] }) === 'updated' ? 'updated' : 'start',
      }),
      timed(driven, {
        ...slow,
        anchor: 'overlap',
        rowsPerPage: Math.min(50, rowsPerPage),
        ignoresLimit: true,
        window(query) {
          query.text('filterBy', { required: true, oneOf: ['drivers', 'vehicles'] });
          return windowAroundNow(query, Date.now());
        },
      }),
    ],
  };
}
