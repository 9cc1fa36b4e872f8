/** Collects a fleet in a process of its own, and says what it took. Speaks over IPC. */
import { createSamsaraApi } from '../../shared/adapters/samsara/samsara-api.ts';
import { addDays } from '../../shared/domain/day.ts';
import type { FleetApi } from '../../shared/ports/fleet-api.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { openFleetHouse } from '../integration/fleet/fleet-house.ts';

const [url = '', token = '', days = '3'] = process.argv.slice(2);
const from = '2026-09-01';
const stats = ['engineRpm', 'ecuSpeedMph', 'engineLoadPercent', 'fuelPercents', 'batteryMilliVolts', 'engineStates'];
const tables = stats.map((stat) => `fleet_vehicle_stats_${stat}`);
/** As the host delivers: `concurrency` of each function's deploy.json, and the requests in flight. */
const atOnce = { 'fleet-window-planned': 16, 'fleet-window-fetched': 2 };
/** No documented limit holds for a server on this machine. */
const unlimited = 100_000;

function openApi(): FleetApi {
  const logger = createLogger({ function: 'bench', write: () => undefined });
  const api = createSamsaraApi({ baseUrl: url, token, logger, globalRequestsPerSecond: unlimited });
  return { pages: (request, options) => api.pages({ ...request, requestsPerSecond: unlimited }, options) };
}

const startedAt = performance.now();
const house = await openFleetHouse(openApi(), () => new Date('2026-11-20T12:00:00Z'));
house.queue.push({ topic: 'fleet-due', message: { from, to: addDays(from, Number(days)), tables } });
await house.settleAtOnce(atOnce);
const counts = tables.map((table) => `SELECT COUNT(*) AS n FROM fleet.${table}`).join(' UNION ALL ');
const [counted] = await house.warehouse.query(`SELECT SUM(n) AS n FROM (${counts})`);
await house.close();
process.send?.({
  rows: Number(counted?.n),
  seconds: (performance.now() - startedAt) / 1000,
  peakBytes: process.resourceUsage().maxRSS * 1024,
});
process.disconnect?.();
