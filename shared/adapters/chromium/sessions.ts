import { setTimeout as sleep } from 'node:timers/promises';
import { isHttpAddress, secretName } from '../../domain/portal/recipe-words.ts';
import { PermanentError } from '../../ports/failures.ts';
import { PortalUnavailableError } from '../../ports/portal.ts';
import { createAddressPolicy } from './address-policy.ts';
import type { BrowserHolder, HeldBrowser } from './browser-holder.ts';
import type { Engine } from './engine.ts';
import { keepEvidence } from './keep-evidence.ts';
import type { LiveSite } from './live-site.ts';
import { isCrash, SessionLostError } from './session-errors.ts';
import { signIn } from './sign-in.ts';
import { openTab, type Tab } from './tab.ts';

/** The sites of a portal, each logged in once for all callers. */
export interface Sessions {
  /**
   * Does a piece of work in a page of its own, logged in. When the session is lost meanwhile it is logged in again, once,
   * and the work is done again from its beginning; the same after a crash of the browser.
   */
  inBrowserTab<Result>(
    siteName: string | undefined,
    work: (browser: HeldBrowser, tab: Tab, site: LiveSite) => Promise<Result>,
  ): Promise<Result>;
  /** The same for work that needs the session but no page. */
  inSession<Result>(
    siteName: string | undefined,
    work: (browser: HeldBrowser, site: LiveSite) => Promise<Result>,
  ): Promise<Result>;
}

interface LoginState {
  browser: HeldBrowser;
  done: Promise<void>;
}

const lostAgainSeconds = 60;

/** Sessions on the sites of the engine's recipe. @param screenshotsTo folder for pictures of failures. */
export function createSessions(engine: Engine, holder: BrowserHolder, screenshotsTo?: string): Sessions {
  const logins = new Map<string, LoginState>();
  const sites = new Map<string, Promise<LiveSite>>();

  function siteOf(given: string | undefined): Promise<LiveSite> {
    const name = given ?? Object.keys(engine.recipe.sites)[0] ?? '';
    const known = sites.get(name);
    if (known !== undefined) return known;
    const opening = openSite(engine, name);
    sites.set(name, opening);
    opening.catch(() => sites.delete(name));
    return opening;
  }

  /** One login at a time for a site and a browser; whoever comes meanwhile waits for it. */
  function ensureSignedIn(browser: HeldBrowser, site: LiveSite): LoginState {
    const known = logins.get(site.name);
    if (known !== undefined && known.browser === browser) return known;
    const state = { browser, done: signInOnce(browser, site) };
    logins.set(site.name, state);
    state.done.catch(() => forget(site, state));
    return state;
  }

  function forget(site: LiveSite, state: LoginState): void {
    if (logins.get(site.name) === state) logins.delete(site.name);
  }

  async function signInOnce(browser: HeldBrowser, site: LiveSite): Promise<void> {
    if (site.recipe.login === undefined) return;
    await usePage(browser, site, (tab) => signIn(engine, tab, site));
  }

  async function usePage<Result>(browser: HeldBrowser, site: LiveSite, work: (tab: Tab) => Promise<Result>) {
    const page = await browser.lend();
    const tab = openTab(page, engine.recipe.pace.timeoutSeconds * 1000);
    let clean = false;
    try {
      const result = await work(tab);
      clean = true;
      return result;
    } catch (error) {
      if (!(error instanceof SessionLostError) && !isCrash(error)) {
        const detail = error instanceof Error ? error.message : String(error);
        await engine.watch?.({ step: `echec-${site.name}`, tab, detail });
        if (screenshotsTo !== undefined) await keepEvidence(tab, screenshotsTo, `echec-${site.name}`, engine);
      }
      throw error;
    } finally {
      await Promise.allSettled([...tab.opened.map((opened) => opened.close()), browser.giveBack(page, clean)]);
    }
  }

  async function withRecovery<Result>(
    siteName: string | undefined,
    work: (browser: HeldBrowser, site: LiveSite) => Promise<Result>,
    closings = holder.closings(),
  ): Promise<Result> {
    const site = await siteOf(siteName);
    let lost = 0;
    let crashed = 0;
    for (;;) {
      let state: LoginState | undefined;
      try {
        if (holder.closings() !== closings)
          throw new PortalUnavailableError('le portail a été fermé', lostAgainSeconds);
        const browser = await holder.get();
        state = ensureSignedIn(browser, site);
        await state.done;
        return await work(browser, site);
      } catch (error) {
        if (error instanceof SessionLostError) {
          if (state !== undefined) forget(site, state);
          lost += 1;
          engine.logger.warn('session lost', { site: site.name, times: lost });
          if (lost > 1) throw lostAgain(site, error);
        } else if (isCrash(error)) {
          crashed += 1;
          engine.logger.warn('page or browser crashed', { times: crashed });
          if (crashed > 1)
            throw new PortalUnavailableError('le navigateur s’est arrêté deux fois', lostAgainSeconds, {
              cause: error,
            });
          await sleep(200);
        } else throw error;
      }
    }
  }

  return {
    inSession: (siteName, work) => withRecovery(siteName, work),
    inBrowserTab: (siteName, work) => {
      const closings = holder.closings();
      return engine.pace.inPlace(() =>
        withRecovery(siteName, (browser, site) => usePage(browser, site, (tab) => work(browser, tab, site)), closings),
      );
    },
  };
}

function lostAgain(site: LiveSite, cause: Error): PortalUnavailableError {
  const message = `la session de ${site.portal} (${site.name}) se perd aussitôt après la connexion`;
  return new PortalUnavailableError(message, lostAgainSeconds, { cause });
}

async function openSite(engine: Engine, name: string): Promise<LiveSite> {
  const recipe = engine.recipe.sites[name];
  if (recipe === undefined) throw new PermanentError(`site « ${name} » inconnu dans la recette`);
  const secret = secretName(recipe.url);
  const address = secret === undefined ? recipe.url : await engine.secrets.get(secret);
  if (!isHttpAddress(address)) throw new PermanentError(`sites.${name}.url : ce n’est pas une adresse http(s)`);
  return { name, address, recipe, policy: createAddressPolicy(address, recipe.hosts), portal: engine.recipe.name };
}
