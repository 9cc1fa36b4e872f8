import type { Page } from 'puppeteer-core';
import type { Recipe } from '../../domain/portal/recipe.ts';
import type { Logger } from '../../ports/logger.ts';
import { type LaunchedBrowser, launchBrowser } from './launch-browser.ts';
import { preparePage } from './prepare-page.ts';
import { reapOrphans } from './reap-orphans.ts';

/** A browser that is running, with pages to lend. */
export interface HeldBrowser extends LaunchedBrowser {
  /** A page that parses fetched documents and answers for cookies; it never goes anywhere. */
  readonly helper: Page;
  /** A page to work in: one that was given back, or a new one. */
  lend(): Promise<Page>;
  /** Takes a page back; a page in doubt is closed instead. */
  giveBack(page: Page, clean: boolean): Promise<void>;
}

/** Launches a browser when one is needed, and another after it died or was closed. */
export interface BrowserHolder {
  get(): Promise<HeldBrowser>;
  /** How often it was closed: work that began before the last time must not open another browser. */
  closings(): number;
  close(): Promise<void>;
}

const usesOfAPage = 40;

/** One browser at a time. */
export function createBrowserHolder(options: {
  readonly recipe: Recipe;
  readonly logger: Logger;
  readonly chromiumPath?: string | undefined;
}): BrowserHolder {
  let current: Promise<HeldBrowser> | undefined;
  let closings = 0;

  async function open(): Promise<HeldBrowser> {
    const { recipe, logger, chromiumPath } = options;
    await reapOrphans(logger);
    const launched = await launchBrowser({ chromiumPath, zone: recipe.browser.zone ?? recipe.zone });
    try {
      const { browser } = launched;
      const [first] = await browser.pages();
      const helper = first ?? (await browser.newPage());
      logger.info('browser launched', { version: await browser.version() });
      return { ...launched, helper, ...createPages(launched, recipe) };
    } catch (error) {
      await launched.close();
      throw error;
    }
  }

  return {
    async get() {
      const held = current;
      if (held !== undefined) {
        const live = await held;
        if (live.browser.connected) return live;
        if (current === held) {
          current = undefined;
          options.logger.warn('browser died, another is launched');
          await live.close();
        }
      }
      current ??= open();
      const opening = current;
      try {
        return await opening;
      } catch (error) {
        if (current === opening) current = undefined;
        throw error;
      }
    },
    closings: () => closings,
    async close() {
      closings += 1;
      const held = current;
      current = undefined;
      if (held === undefined) return;
      const live = await held.catch(() => undefined);
      await live?.close();
    },
  };
}

/** Lends pages again and again, so that the browser's memory stays flat. */
function createPages({ browser }: LaunchedBrowser, recipe: Recipe): Pick<HeldBrowser, 'lend' | 'giveBack'> {
  const idle: Page[] = [];
  const uses = new WeakMap<Page, number>();
  return {
    async lend() {
      const page = idle.pop() ?? (await preparePage(await browser.newPage(), recipe));
      uses.set(page, (uses.get(page) ?? 0) + 1);
      return page;
    },
    async giveBack(page, clean) {
      page.removeAllListeners('response').removeAllListeners('request');
      if (!browser.connected || page.isClosed()) return;
      if (clean && (uses.get(page) ?? 0) < usesOfAPage) idle.push(page);
      else await page.close();
    },
  };
}
