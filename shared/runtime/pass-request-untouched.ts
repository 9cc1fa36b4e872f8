import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import { http } from './node-http.ts';

const originalUrls = new WeakMap<IncomingMessage, string>();

/**
 * Lets a request go through functions-framework as it came. The framework would read any body into memory (up to 1 GB),
 * answer malformed JSON or `%zz` with an HTML page that shows a stack, and hide `/robots.txt`: without a content type and
 * with `/` as its path it does none of that. The adapter then reads the true ones from here and from `rawHeaders`.
 */
export function passRequestUntouched(request: IncomingMessage): void {
  if (originalUrls.has(request)) return;
  originalUrls.set(request, request.url ?? '/');
  request.url = '/';
  delete request.headers['content-type'];
}

/** The path and query the client asked for; RFC 9112 allows the absolute form too, of which only these count here. */
export function requestedUrl(request: IncomingMessage): string {
  const asked = originalUrls.get(request) ?? request.url ?? '/';
  return asked.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
}

/** The path alone. */
export function requestedPath(request: IncomingMessage): string {
  return requestedUrl(request).replace(/[?#].*$/, '');
}

let subscribed = false;

/**
 * Does the above for every request of a server that functions-framework itself has started, since it shows no other
 * place before its own parsers. Servers whose listener is no Express application are left alone.
 */
export function passFrameworkRequestsUntouched(): void {
  if (subscribed) return;
  subscribed = true;
  subscribe('http.server.request.start', (event) => {
    if (typeof event !== 'object' || event === null || !('request' in event) || !('server' in event)) return;
    const { request, server } = event;
    if (request instanceof http.IncomingMessage && server instanceof http.Server && isExpress(server))
      passRequestUntouched(request);
  });
}

function isExpress(server: Server): boolean {
  return server.listeners('request').some((listener) => 'mountpath' in listener);
}
