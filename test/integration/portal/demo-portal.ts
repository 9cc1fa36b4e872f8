import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type BrowserHolder, createBrowserHolder } from '../../../shared/adapters/chromium/browser-holder.ts';
import { type ChromiumPortalOptions, readRecipe } from '../../../shared/adapters/chromium/chromium-portal.ts';
import { openWatchedPortal } from '../../../shared/adapters/chromium/watched-portal.ts';
import type { startDemoWorld } from '../../../shared/demo/world.ts';
import type { Recipe } from '../../../shared/domain/portal/recipe.ts';
import type { Logger } from '../../../shared/ports/logger.ts';
import type { PhotoCandidate, Portal, RefusedLogins } from '../../../shared/ports/portal.ts';

export const demoDay = '2026-11-20';

/** A logger that says nothing. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silent,
};

/** Refused logins in memory, to be looked at. */
export function rememberRefusals(): RefusedLogins & { readonly reasons: Map<string, string> } {
  const reasons = new Map<string, string>();
  return {
    reasons,
    reasonOf: async (fingerprint) => reasons.get(fingerprint),
    remember: async (fingerprint, reason) => {
      reasons.set(fingerprint, reason);
    },
    forget: async (fingerprint) => {
      reasons.delete(fingerprint);
    },
  };
}

/** The demo's recipe, impatient. */
export async function demoRecipe(change: (text: string) => string = (text) => text): Promise<Recipe> {
  const text = await readFile(new URL('../../../shared/demo/portal-recipe.yaml', import.meta.url), 'utf8');
  const recipe = readRecipe(change(text), 'portal-recipe.yaml');
  return { ...recipe, pace: { ...recipe.pace, timeoutSeconds: 4, downloadSeconds: 4 } };
}

export type World = Awaited<ReturnType<typeof startDemoWorld>>;

export interface DemoPortalChanges {
  readonly password?: string;
  readonly documentsPassword?: string;
  readonly refusedLogins?: RefusedLogins;
}

/** What a portal, or a check of one, on the demo world needs. */
export function demoOptions(world: World, recipe: Recipe, changes: DemoPortalChanges = {}): ChromiumPortalOptions {
  const { user, password } = world.credentials;
  const secrets = new Map([
    ['PORTAL_URL', world.portalUrl],
    ['PORTAL_USER', user],
    ['PORTAL_PASSWORD', changes.password ?? password],
    ['DOCUMENTS_URL', world.documentsUrl],
    ['DOCUMENTS_USER', user],
    ['DOCUMENTS_PASSWORD', changes.documentsPassword ?? password],
  ]);
  return {
    recipe,
    secrets: {
      get: async (name) => {
        const value = secrets.get(name);
        if (value === undefined) throw new Error(`no secret ${name}`);
        return value;
      },
    },
    clock: { now: () => new Date() },
    refusedLogins: changes.refusedLogins ?? rememberRefusals(),
    logger: silent,
  };
}

/** A portal on the demo world. @param holder its browser, when it is not the portal's alone. */
export function openDemoPortal(
  world: World,
  recipe: Recipe,
  changes: DemoPortalChanges = {},
  holder?: BrowserHolder,
): Portal {
  return openWatchedPortal(demoOptions(world, recipe, changes), undefined, holder);
}

/** One browser for the portals of many tests: its launch costs more than what most of them do. */
export async function shareBrowser() {
  const shared = createBrowserHolder({ recipe: await demoRecipe(), logger: silent });
  return {
    /** A holder that forgets every login at its first use, and leaves the browser open at its end. */
    loggedOut(): BrowserHolder {
      let forgotten: Promise<void> | undefined;
      return {
        async get() {
          const held = await shared.get();
          forgotten ??= held.browser.cookies().then((cookies) => held.browser.deleteCookie(...cookies));
          await forgotten;
          return held;
        },
        closings: () => shared.closings(),
        close: async () => undefined,
      };
    },
    close: () => shared.close(),
  };
}

/** The whole photo. */
export async function readPhoto(photo: PhotoCandidate | undefined): Promise<Buffer> {
  if (photo === undefined) throw new Error('there is no such photo');
  const chunks: Uint8Array[] = [];
  for await (const chunk of await photo.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Its sha256. */
export async function hashPhoto(photo: PhotoCandidate): Promise<string> {
  return createHash('sha256')
    .update(await readPhoto(photo))
    .digest('hex');
}
