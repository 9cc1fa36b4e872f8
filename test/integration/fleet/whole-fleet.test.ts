import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSamsaraApi } from '../../../shared/adapters/samsara/samsara-api.ts';
import { startDemoFleet } from '../../../shared/demo/fleet/start-demo-fleet.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { assertTablesAreTrue } from '../../fleet/compare-tables.ts';
import { openFleetHouse } from './fleet-house.ts';

const days = { from: '2026-11-17', to: '2026-11-19' };

test('every table of the catalogue holds what the API has of the days, and no call was above a limit', async (t) => {
  const fleet = await startDemoFleet({
    vehicles: 3,
    readingsPerDay: 8,
    to: '2026-11-20',
    emptyShare: 0.1,
    floatShare: 0.2,
    newFieldShare: 0.2,
  });
  const logger = createLogger({ function: 'test', write: () => undefined });
  const house = await openFleetHouse(createSamsaraApi({ baseUrl: fleet.url, token: fleet.token, logger }));
  t.after(async () => {
    await house.close();
    await fleet.close();
  });
  assert.deepEqual(await house.run(days), []);
  const compared = await assertTablesAreTrue(fleet.truth, days, house.rows);
  t.diagnostic(`${compared} rows compared`);
  assert.ok(compared > 500);
  const above = Object.entries(fleet.counts()).filter(([, count]) => count.above > 0);
  assert.deepEqual(above, []);
});
