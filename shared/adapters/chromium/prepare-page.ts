import type { Page } from 'puppeteer-core';
import type { Recipe } from '../../domain/portal/recipe.ts';

/** Gives the page the language, window and manners that the recipe says. */
export async function preparePage(page: Page, recipe: Recipe): Promise<Page> {
  const { browser, pace } = recipe;
  page.setDefaultTimeout(pace.timeoutSeconds * 1000);
  // Nobody is there to answer a dialog, and a page that asks whether to leave must not keep us.
  page.on('dialog', (dialog) => {
    const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
    answer.catch(() => page.close());
  });
  const session = await page.createCDPSession();
  const agent = browser.userAgent ?? (await page.browser().userAgent()).replace('HeadlessChrome', 'Chrome');
  const languages = browser.language.replace(/;q=[\d.]+/g, '');
  await Promise.all([
    page.setViewport({ width: browser.width, height: browser.height }),
    page.setExtraHTTPHeaders({ 'Accept-Language': browser.language }),
    session.send('Emulation.setUserAgentOverride', { userAgent: agent, acceptLanguage: languages }),
  ]);
  if (!browser.pictures) {
    session.on('Fetch.requestPaused', ({ requestId }) => {
      session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }).catch(() => undefined);
    });
    const patterns = (['Image', 'Media', 'Font'] as const).map((resourceType) => ({ urlPattern: '*', resourceType }));
    await session.send('Fetch.enable', { patterns });
  }
  return page;
}
