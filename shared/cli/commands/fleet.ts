import { readEnv } from '../../runtime/read-env.ts';
import { fleetApiEnvironment } from '../../wiring/environment.ts';
import { loadDotEnv, openHost, readHostEnvironment } from '../embedded-host.ts';
import { checkFleetToken } from '../fleet/check-token.ts';
import { collectFleet } from '../fleet/collect-fleet.ts';
import { estimateFleet } from '../fleet/dry-run.ts';
import { readFleetOptions } from '../fleet/fleet-options.ts';
import { logToFile } from '../log-file.ts';
import { listenForStop } from '../stop-request.ts';

/**
 * `fleet --start_date D --end_date D ...`: collects these days (the end excluded) of these tables, until each window is in
 * the warehouse or cannot be; the same command again goes on where it stopped.
 */
export async function fleet(args: string[]): Promise<number> {
  const options = await readFleetOptions(args);
  loadDotEnv();
  if (options.maxWorkers !== undefined) process.env.FLEET_MAX_WORKERS = String(options.maxWorkers);
  const environment = readHostEnvironment();
  if (options.dryRun) return estimateFleet(options, environment, process.stdout);
  // Loading what is kept asks nothing of the API, which the functions are told of all the same.
  if (options.fromRaw) process.env.SAMSARA_API_TOKEN ||= 'none';
  const api = readEnv(fleetApiEnvironment);
  logToFile(environment.TERRAIN_DATA);
  if (!options.fromRaw) await checkFleetToken(api);
  const opened = await openHost(environment, 0, {
    wants: (name) => name.endsWith('-fleet') || name === 'keep-rejected',
    schedules: false,
  });
  try {
    return await collectFleet(opened, options, process.stdout, listenForStop());
  } finally {
    await opened.close();
  }
}
