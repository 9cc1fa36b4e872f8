import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import type { Engine } from './engine.ts';
import type { LiveSite } from './live-site.ts';
import { statusTrouble } from './site-trouble.ts';
import { readTab, type Tab } from './tab.ts';

const patienceSeconds = 10;
const maxWaits = 2;
const graceMilliseconds = 80;

/**
 * Opens an address of the site in the tab. A short Retry-After is waited for, twice at most.
 * @throws PortalUnavailableError, or the error that a sign in the page stands for.
 */
export async function openAddress(
  engine: Engine,
  tab: Tab,
  site: LiveSite,
  address: string,
  milliseconds: number,
): Promise<void> {
  site.policy.assertAllowed(address);
  for (let waits = 0; ; waits++) {
    await engine.pace.turn();
    const previous = tab.page.url();
    try {
      await tab.page.goto(address, {
        waitUntil: 'load',
        timeout: milliseconds,
        ...(previous.startsWith('http') ? { referer: previous } : {}),
      });
    } catch (error) {
      await acceptHalfLoaded(tab.page, error, address);
    }
    tab.frame = tab.page.mainFrame();
    const trouble = await findTrouble(engine, tab, site);
    if (trouble === undefined) return;
    if (waits === maxWaits || trouble.afterSeconds > patienceSeconds) throw trouble;
    await sleep(Math.max(1, trouble.afterSeconds) * 1000);
  }
}

async function acceptHalfLoaded(page: Page, error: unknown, address: string): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  if (timedOut && page.url() !== 'about:blank' && (await page.evaluate(() => document.readyState)) === 'interactive')
    return;
  if (/ERR_ABORTED/.test(message)) {
    throw new PortalMismatchError(`${maskAddress(address)} est un téléchargement, pas une page`, { cause: error });
  }
  if (timedOut || /net::ERR_/.test(message)) {
    const reason = /net::\w+/.exec(message)?.[0] ?? 'délai dépassé';
    throw new PortalUnavailableError(`portail injoignable (${reason}) : ${maskAddress(address)}`, 60, { cause: error });
  }
  throw error;
}

/** Signs in the page come first: they say more than the status. */
async function findTrouble(engine: Engine, tab: Tab, site: LiveSite): Promise<PortalUnavailableError | undefined> {
  await readTab(tab, site, {});
  return responseTrouble(engine, tab);
}

function responseTrouble(engine: Engine, tab: Tab): PortalUnavailableError | undefined {
  const { response } = tab;
  if (response === undefined) return undefined;
  const trouble = statusTrouble(
    response.status(),
    response.headers()['retry-after'],
    response.url(),
    engine.clock.now(),
  );
  if (response.status() === 429) engine.pace.slowDown();
  return trouble;
}

/**
 * Does something that may open another page (a click), and waits until that page is there. The wait begins before the
 * action, so that a fast answer is not missed.
 */
export async function settleAfter(
  engine: Engine,
  tab: Tab,
  site: LiveSite,
  milliseconds: number,
  action: () => Promise<void>,
): Promise<void> {
  const { page } = tab;
  let started = false;
  let ended = false;
  const onRequest = (request: { isNavigationRequest(): boolean; frame(): unknown }) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) started = true;
  };
  const onLoad = () => {
    if (started) ended = true;
  };
  const onFailed = (request: { isNavigationRequest(): boolean; frame(): unknown }) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) ended = true;
  };
  page.on('request', onRequest).on('load', onLoad).on('requestfailed', onFailed);
  try {
    await action();
    await sleep(graceMilliseconds);
    const end = performance.now() + milliseconds;
    while (started && !ended) {
      if (performance.now() > end) {
        throw new PortalUnavailableError(`la page suivante n’arrive pas : ${maskAddress(page.url())}`, 60);
      }
      await sleep(10);
    }
  } finally {
    page.off('request', onRequest).off('load', onLoad).off('requestfailed', onFailed);
  }
  const trouble = await findTrouble(engine, tab, site);
  if (started && trouble !== undefined) throw trouble;
}
