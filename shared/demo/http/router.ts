import type { Answer } from './answer.ts';
import { type DemoRequest, RequestError } from './request.ts';

/** One address of a server; `:name` stands for one segment, decoded into `parameters`. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: (request: DemoRequest) => Answer | Promise<Answer>;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw new RequestError(400, `adresse illisible : ${error instanceof Error ? error.message : String(error)}`);
  }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of given.entries()) {
    const part = wanted[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return parameters;
}

/** Answers by the first route that fits. @throws RequestError 404, or 405 when only the method differs. */
export async function answerByRoute(routes: readonly Route[], request: DemoRequest): Promise<Answer> {
  let isKnownPath = false;
  for (const route of routes) {
    const parameters = matchPath(route.path, request.url.pathname);
    if (parameters === undefined) continue;
    isKnownPath = true;
    if (route.method === request.method) return await route.answer({ ...request, parameters });
  }
  throw isKnownPath ? new RequestError(405, 'méthode refusée ici') : new RequestError(404, 'page inconnue');
}
