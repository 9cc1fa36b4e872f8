import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../../shared/adapters/chromium/launch-browser.ts';

/** A page in a real browser, watched: what it may not do fails the test that ends with `assertCalm`. */
export interface WatchedPage {
  readonly page: Page;
  /**
   * Nothing was blocked by the policy, written to the console as an error, thrown, or asked of another address; the browser
   * writes refusals there too: those whose status the test provokes are let pass.
   */
  assertCalm(...provoked: readonly number[]): void;
  /** Light or dark, at once: nothing fades. */
  setScheme(scheme: 'light' | 'dark'): Promise<void>;
  /** axe-core finds nothing serious or critical. */
  assertAccessible(): Promise<void>;
  close(): Promise<void>;
}

export interface PageBrowser {
  open(
    address: string,
    view?: { readonly width?: number; readonly height?: number; readonly dark?: boolean },
  ): Promise<WatchedPage>;
  close(): Promise<void>;
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** One browser for all the pages of a test file. Each page has its own storage. */
export async function openPageBrowser(zone = 'Europe/Paris'): Promise<PageBrowser> {
  const launched = await launchBrowser({ chromiumPath: process.env.CHROMIUM_PATH, zone });
  return {
    async open(address, { width = 1280, height = 900, dark = false } = {}) {
      const context = await launched.browser.createBrowserContext();
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.origin !== new URL(address).origin) faults.push(`asked ${url}`);
      });
      await page.setViewport({ width, height });
      const setScheme = (value: 'light' | 'dark') =>
        page.emulateMediaFeatures([
          { name: 'prefers-color-scheme', value },
          { name: 'prefers-reduced-motion', value: 'reduce' },
        ]);
      await setScheme(dark ? 'dark' : 'light');
      await page.goto(address, { waitUntil: 'load' });
      return {
        page,
        assertCalm: (...provoked) => {
          const isProvoked = (fault: string) => provoked.some((status) => fault.includes(` status of ${status} `));
          assert.deepEqual(
            faults.filter((fault) => !isProvoked(fault)),
            [],
          );
        },
        setScheme,
        assertAccessible: () => assertAccessible(page),
        close: () => context.close(),
      };
    },
    close: () => launched.close(),
  };
}

/** Colours that fade are not yet what they will be. */
const whenStill = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
  Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished)))
  .then(() => true)`;

async function assertAccessible(page: Page): Promise<void> {
  // Through the debugger: the page's own policy lets no script in, and stays as it is. Once a document: it is large.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(await readFile(axe, 'utf8'));
  await page.evaluate(whenStill);
  const { violations } = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"], preload: false })',
  )) as AxeResults;
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  assert.deepEqual(told, []);
}
