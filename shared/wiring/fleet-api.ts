import type { FleetApi } from '../ports/fleet-api.ts';
import { createLogger } from '../runtime/log.ts';
import { resolveSecret } from './cloud.ts';
import type { FleetApiEnvironment } from './environment.ts';
import { countFleetCall } from './fleet-meter.ts';
import { lazyFleetApi } from './lazy-ports.ts';

let opened: Promise<FleetApi> | undefined;

/**
 * The fleet's API of the environment: one in a process, because the rate budgets are counted in it.
 * @throws ConfigurationError when its token's secret is not there.
 */
export function openFleetApi(environment: FleetApiEnvironment): Promise<FleetApi> {
  opened ??= open(environment);
  return opened;
}

async function open(environment: FleetApiEnvironment): Promise<FleetApi> {
  const options = {
    baseUrl: environment.SAMSARA_BASE_URL,
    token: await resolveSecret(environment.SAMSARA_API_TOKEN, environment),
    maxInFlight: environment.FLEET_MAX_WORKERS,
    logger: createLogger({ function: 'fleet-api', level: environment.LOG_LEVEL }),
    observe: countFleetCall,
  };
  return lazyFleetApi(async () => {
    const { createSamsaraApi } = await import('../adapters/samsara/samsara-api.ts');
    return createSamsaraApi(options);
  });
}
