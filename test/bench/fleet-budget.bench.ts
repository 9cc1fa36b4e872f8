import pLimit from 'p-limit';
import { createSamsaraApi } from '../../shared/adapters/samsara/samsara-api.ts';
import { startDemoFleet } from '../../shared/demo/fleet/start-demo-fleet.ts';
import { fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { openFleetHouse } from '../integration/fleet/fleet-house.ts';
import type { BenchResult } from './bench.ts';

const days = { from: '2026-09-21', to: '2026-11-20' };
const tables = ['fleet_hos_violations', 'fleet_hos_daily_logs', 'fleet_defects'];
const atOnce = 16;

interface Used {
  readonly table: string;
  readonly rate: number;
  readonly calls: number;
  readonly above: number;
  readonly seconds: number;
}

/** What a whole collection uses of the documented limits where they are what holds it back: a window is a call and little work. */
export async function run(): Promise<BenchResult> {
  const fleet = await startDemoFleet({ vehicles: 3, readingsPerDay: 2, to: days.to });
  const logger = createLogger({ function: 'bench', write: () => undefined });
  const house = await openFleetHouse(createSamsaraApi({ baseUrl: fleet.url, token: fleet.token, logger }));
  try {
    const used: Used[] = [];
    for (const table of tables) {
      const source = fleetSources.find((one) => one.table === table);
      if (source === undefined) throw new RangeError(`no table ${table}`);
      await house.deliver({ topic: 'fleet-due', message: { ...days, tables: [table] } });
      const limit = pLimit(atOnce);
      const startedAt = performance.now();
      await Promise.all(house.queue.splice(0).map((delivery) => limit(() => house.deliver(delivery))));
      const seconds = (performance.now() - startedAt) / 1000;
      const { calls = 0, above = 0 } = fleet.counts()[source.endpoint] ?? {};
      used.push({ table, rate: source.requestsPerSecond, calls, above, seconds });
    }
    const share = ({ rate, calls, seconds }: Used) => calls / (rate * seconds);
    return {
      title: 'Budgets over a whole fetch, the first call to the last answer kept',
      header: ['table', 'calls a second allowed', 'calls', 'seconds', 'of the budget', 'calls above the limit'],
      rows: used.map((one) => [
        one.table,
        one.rate,
        one.calls,
        one.seconds.toFixed(1),
        `${(share(one) * 100).toFixed(0)} %`,
        one.above,
      ]),
      figures: Object.fromEntries(used.flatMap((one) => [[`${one.table}Share`, share(one)] as const])),
    };
  } finally {
    await house.close();
    await fleet.close();
  }
}
