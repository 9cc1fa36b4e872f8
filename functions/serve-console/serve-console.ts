import { type ApiOptions, createApi } from '../../shared/runtime/api/create-api.ts';
import type { ConsolePorts } from './console-ports.ts';
import { lookRoutes } from './routes.ts';
import { steeringRoutes } from './steering-routes.ts';
import { interventionRoutes } from './subject-routes.ts';

/** The console's API under `/console`, where its page stands too. */
export function createServeConsole(
  ports: ConsolePorts,
  authenticate: ApiOptions['authenticate'],
): (request: Request) => Promise<Response> {
  return createApi({
    title: 'Console de Terrain',
    description: 'Ce qui tourne, ce qui a échoué, et de quoi le relancer.',
    version: '1.0.0',
    prefix: '/console',
    routes: [...lookRoutes(ports), ...interventionRoutes(ports), ...steeringRoutes(ports)],
    authenticate,
    hasPage: true,
  });
}
