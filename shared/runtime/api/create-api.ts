import { RetryLaterError } from '../../ports/failures.ts';
import { once } from '../at-first-use.ts';
import { type Authenticate, type Principal, requireRole } from '../auth.ts';
import { ProblemError, problem, problemType } from '../problem.ts';
import { createPathMatcher } from './match-path.ts';
import type { ApiDescription } from './openapi.ts';
import { readJsonBody } from './read-body.ts';
import type { Route } from './route.ts';

export interface ApiOptions extends ApiDescription {
  readonly authenticate: Authenticate;
  /** 256 kB unless said. */
  readonly maxBodyBytes?: number;
  /** Whether a page stands at its prefix, which is answered elsewhere: its document leads there. */
  readonly hasPage?: boolean;
}

/**
 * The API of a table of routes, with its document at `openapi.json` and a page to try it at `docs`, all under its prefix.
 * What is wrong is said in this order: 401, 404 for the path, 405, 403 for the role, 415, 413, 400, 428; the rest is the
 * route's. Refusals are answers too: it never throws for what a caller sent.
 */
export function createApi(options: ApiOptions): (request: Request) => Promise<Response> {
  const { prefix, routes, authenticate, hasPage = false, maxBodyBytes = 256 * 1024 } = options;
  const match = createPathMatcher(routes);
  // Written when it is first asked for: it would take a sixth of a cold start.
  const documentText = once(async () => {
    const { openApiDocument } = await import('./openapi.ts');
    return JSON.stringify(openApiDocument(options));
  });
  const readOnly = ['/openapi.json', '/docs', ...(hasPage ? ['/'] : [])];

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname === prefix ? '/' : pathname.slice(prefix.length);
    const found = pathname.startsWith(prefix) ? match(path) : undefined;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const route = found?.routes.find(({ method }) => method === request.method || (isRead && method === 'GET'));
    if (found === undefined) {
      const bare = path.replace(/(?<=.)\/$/, '');
      const page = isRead ? await openPage(bare) : undefined;
      if (page !== undefined) return page;
      if (!isRead && readOnly.includes(bare)) throw wrongMethod(request.method, [{ method: 'GET' }]);
    }
    const isPublic = (route === undefined ? found?.routes : [route])?.every(({ access }) => access === 'public');
    const principal = isPublic ? undefined : await identify(request, searchParams);
    if (found === undefined)
      throw new ProblemError({ status: 404, detail: `Rien n’est servi à l’adresse ${pathname}.` });
    if (route === undefined) throw wrongMethod(request.method, found.routes);
    if (principal !== undefined && route.access !== 'public') requireRole(principal, ...route.access);
    const body = route.body === undefined ? null : await readJsonBody(request, maxBodyBytes);
    return route.answer({ request, params: found.params, query: queryOf(searchParams), body, principal });
  }

  async function openPage(path: string): Promise<Response | undefined> {
    if (path === '/openapi.json') {
      const document = await documentText();
      return new Response(document, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } });
    }
    if (path === '/docs') {
      const { docsPage } = await import('./docs/docs-page.ts');
      return docsPage(options.title, `${prefix}/openapi.json`, hasPage ? `${prefix}/` : undefined);
    }
    return undefined;
  }

  /** A token in the address would be in every log on its way. */
  async function identify(request: Request, query: URLSearchParams): Promise<Principal> {
    if (!query.has('access_token')) return authenticate(request);
    const detail = 'Le jeton va dans l’en-tête Authorization, jamais dans l’adresse.';
    throw new ProblemError({ status: 401, detail, headers: { 'www-authenticate': 'Bearer' } });
  }

  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof ProblemError) return problem(error.problem);
      if (error instanceof RetryLaterError) return busy(error);
      throw error;
    }
  };
}

function queryOf(parameters: URLSearchParams): Record<string, string | readonly string[]> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...more] = parameters.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

function wrongMethod(method: string, routes: readonly Pick<Route, 'method'>[]): ProblemError {
  const allowed = routes.map((row) => row.method).sort();
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', ');
  return new ProblemError({
    status: 405,
    detail: `${method} n’est pas permis ici ; ${allow} l’est.`,
    headers: { allow },
  });
}

function busy({ afterSeconds }: RetryLaterError): Response {
  return problem({
    status: 503,
    type: problemType('contention'),
    detail: 'Trop de demandes touchent les mêmes données : recommencez dans un instant.',
    headers: { 'retry-after': String(Math.ceil(afterSeconds)) },
  });
}
