import { type ApiOptions, createApi } from '../../shared/runtime/api/create-api.ts';
import { chartRoutes } from './chart-routes.ts';
import { choicesRoute } from './choices.ts';
import { createDesk } from './desk.ts';
import { pageRoutes } from './page-routes.ts';
import type { VisitesPorts } from './visites-ports.ts';

/** The analytics' API under `/analytics`, where its dashboard stands too. */
export function createServeVisites(
  ports: VisitesPorts,
  authenticate: ApiOptions['authenticate'],
): (request: Request) => Promise<Response> {
  const desk = createDesk(ports);
  return createApi({
    title: 'Analyse des visites',
    description:
      'Combien de visites, où, par qui, avec quel résultat, à quel coût. Chacun voit ses visites et celles de ses équipes. ' +
      'Les filtres se combinent ; un filtre vide ou absent ne filtre rien.',
    version: '1.0.0',
    prefix: '/analytics',
    routes: [...pageRoutes(desk), choicesRoute(desk), ...chartRoutes(desk, ports.makePng)],
    authenticate,
    hasPage: true,
  });
}
