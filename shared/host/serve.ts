import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import type { Logger } from '../ports/logger.ts';
import { http } from '../runtime/node-http.ts';
import { passRequestUntouched, requestedPath } from '../runtime/pass-request-untouched.ts';
import { writePlainAnswer } from '../runtime/plain-answer.ts';
import { plainProblem } from '../runtime/problem.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import type { Doors } from './doors.ts';
import type { LoadedFunction } from './load-functions.ts';
import { ownAnswer } from './own-answer.ts';

export interface HttpHost {
  readonly url: string;
  /** Takes no new connection and resolves when the requests under way are answered, or cut after the given time. */
  close(graceMs: number): Promise<void>;
}

export interface ServeOptions {
  readonly functions: readonly LoadedFunction[];
  /** 0 for any free one. */
  readonly port: number;
  readonly publicKeys?: () => Promise<JSONWebKeySet>;
  /** Short addresses that lead to long ones. */
  readonly doors?: Doors;
  readonly logger: Logger;
}

/**
 * Serves every HTTP function under its prefix, on this machine only, through the application that functions-framework
 * makes of it in the cloud.
 * @throws ConfigurationError when the port is taken.
 */
export async function serveFunctions(options: ServeOptions): Promise<HttpHost> {
  const routes = options.functions.flatMap(({ name, deploy: { trigger } }) =>
    trigger.kind === 'http' ? [{ prefix: trigger.prefix, server: frameworkServer(name) }] : [],
  );
  const server = http.createServer({ requestTimeout: 300_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 });
  server.on('request', (request, response) => {
    const path = requestedPath(request);
    const route = routes.filter(({ prefix }) => isUnder(path, prefix)).sort(longestFirst)[0];
    if (route === undefined) void answerOwn(path, options, request, response);
    else {
      passRequestUntouched(request);
      void route.server().then(
        (framework) => framework.emit('request', request, response),
        (error: unknown) => {
          options.logger.error('functions-framework could not be loaded', { path }, error);
          response.writeHead(500).end();
        },
      );
    }
  });
  const port = await listen(server, options.port);
  return { url: `http://127.0.0.1:${port}`, close: (graceMs) => close(server, graceMs) };
}

/** The function's server of functions-framework, made at the first request: until then the framework is not loaded. */
function frameworkServer(name: string): () => Promise<Server> {
  let made: Promise<Server> | undefined;
  return () => {
    made ??= import('@google-cloud/functions-framework/testing').then(({ getTestServer }) => getTestServer(name));
    return made;
  };
}

function longestFirst(a: { readonly prefix: string }, b: { readonly prefix: string }): number {
  return b.prefix.length - a.prefix.length;
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** The host's own few pages. */
async function answerOwn(
  path: string,
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await ownAnswer(request.method ?? '', path, options).catch((error: unknown) => {
    options.logger.error('unexpected error of the host', { path }, error);
    return plainProblem({ status: 500 });
  });
  writePlainAnswer(answer, response, request.method);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject('code' in cause && cause.code === 'EADDRINUSE' ? portTaken(port, cause) : cause),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function portTaken(port: number, cause: unknown): ConfigurationError {
  const wayOut = `Arrêtez le programme qui s’en sert, ou choisissez-en un autre : PORT=${port + 1}, ou --port ${port + 1}.`;
  return new ConfigurationError(`Le port ${port} est déjà pris sur cette machine. ${wayOut}`, { cause });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  // A connection that was answering becomes idle later, and Node then waits for its next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(cut);
  clearInterval(sweep);
}
