import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type BrowserHolder, createBrowserHolder } from '../../../shared/adapters/chromium/browser-holder.ts';
import {
  type ChromiumPortalOptions,
  createChromiumPortal,
  readRecipe,
} from '../../../shared/adapters/chromium/chromium-portal.ts';
import { openWatchedPortal } from '../../../shared/adapters/chromium/watched-portal.ts';
import type { Portal } from '../../../shared/ports/portal.ts';
import { rememberRefusals, silent } from './demo-portal.ts';

/** What a path answers: a page, or whatever the function does. */
export type Site = Readonly<Record<string, string | ((request: IncomingMessage, response: ServerResponse) => void)>>;

/** Serves a few pages on a free port of 127.0.0.1. */
export async function servePages(site: Site): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = site[new URL(request.url ?? '/', 'http://x').pathname];
    if (typeof answer === 'function') return answer(request, response);
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(answer ?? 'nothing here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface PageRecipe {
  /** The recipe after its sites. */
  readonly body: string;
  /** More keys of the site, in YAML's flow style. */
  readonly site?: string;
  /** More keys of `pace`. */
  readonly pace?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

/** What a portal, or a check of one, on such pages needs. */
export function pageOptions(address: string, given: PageRecipe): ChromiumPortalOptions {
  const { body, site = '', pace = '', secrets = {}, now = () => new Date('2026-11-20T10:00:00Z') } = given;
  const text = `name: Pages\npace: { timeoutSeconds: 1${pace} }\nsites:\n  pages: { url: '${address}'${site} }\n${body}`;
  return {
    recipe: readRecipe(text, 'pages.yaml'),
    secrets: { get: async (name) => secrets[name] ?? Promise.reject(new Error(`no secret ${name}`)) },
    clock: { now },
    refusedLogins: rememberRefusals(),
    logger: silent,
  };
}

/** A portal without a login on such pages. @param body the recipe after its sites. */
export function openPagePortal(address: string, body: string): Portal {
  return createChromiumPortal(pageOptions(address, { body }));
}

/** Portals that share one browser, since a launch takes longer than a small page. Each has its own recipe. */
export function sharePages(): {
  open(address: string, given: PageRecipe): Portal;
  close(): Promise<void>;
} {
  let holder: BrowserHolder | undefined;
  return {
    open(address, given) {
      const options = pageOptions(address, given);
      holder ??= createBrowserHolder(options);
      return openWatchedPortal(options, undefined, holder);
    },
    close: async () => holder?.close(),
  };
}
