import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import { signInLink } from '../../../shared/pages/sign-in-link.ts';
import { type OpenConsole, openConsole } from '../../console/open-console.ts';
import { nasty } from '../../console/seed-console.ts';
import { openPageBrowser, type PageBrowser, type WatchedPage } from '../../pages/page-browser.ts';

const nastyId = encodeURIComponent(documentId(`CRI-${nasty}`));
/** Each view, and what shows that it is drawn. */
const views: Readonly<Record<string, string>> = {
  '': '.tile',
  '?vue=passages': 'tbody tr',
  '?vue=passages&passage=run-now': '.bars li',
  '?vue=interventions': 'tbody tr',
  [`?vue=interventions&intervention=${nastyId}`]: '.timeline li',
  '?vue=messages': '.message',
  '?vue=flotte': 'tbody tr',
  '?vue=exports': 'tbody tr',
  '?vue=exports&quoi=tous': 'tbody tr',
  '?vue=mois': '.chart svg',
};

describe('the console’s page', { concurrency: 1 }, () => {
  let open: OpenConsole;
  let browser: PageBrowser;
  before(async () => {
    open = await openConsole();
    browser = await openPageBrowser();
  });
  after(async () => {
    await browser?.close();
    await open?.close();
  });

  const opened = new Map<string, WatchedPage>();
  /** The view on the role's own page, gone to as a link within the page goes there: nothing is loaded again. */
  const visit = async (query: string, role: 'viewer' | 'operator', view = { width: 1280, height: 900 }) => {
    const link = async () => signInLink(`${open.url}/console/`, await open.token(role));
    const watched = opened.get(role) ?? (await browser.open(await link(), view));
    opened.set(role, watched);
    await watched.page.setViewport(view);
    await goTo(watched.page, query);
    return watched;
  };
  const goTo = (page: Page, query: string) =>
    page.evaluate((search) => {
      history.pushState(null, '', `/console/${search}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, query);
  const textOf = (page: Page, selector = 'main') => page.$eval(selector, (one) => one.textContent ?? '');
  const waitForText = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.body.textContent?.includes(wanted), { timeout: 10_000 }, text);

  test('every view is calm, accessible, fits a phone, and shows the worst text as text', async () => {
    const { page, assertCalm, assertAccessible, setScheme } = await visit('', 'operator', { width: 360, height: 760 });
    for (const [query, drawn] of Object.entries(views)) {
      await goTo(page, query);
      await page.waitForSelector(drawn);
      await assertAccessible();
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth > innerWidth'),
        false,
        `${query} scrolls sideways`,
      );
      assert.deepEqual(await page.evaluate(cutWords), [], `${query} cuts words`);
      assert.equal(await page.evaluate(currentTabShows), true, `${query} hides its tab`);
      assert.equal(
        await page.evaluate('window.pwned === undefined && document.querySelector("main img[src=x]") === null'),
        true,
      );
    }
    await setScheme('dark');
    await assertAccessible();
    await setScheme('light');
    assertCalm();
  });

  test('what a customer wrote shows as it is, in its own direction', async () => {
    const { page } = await visit(`?vue=interventions&intervention=${nastyId}`, 'viewer');
    await page.waitForSelector('.timeline li');
    const written = await page.$$eval('main bdi', (all) => all.map((one) => one.textContent));
    assert.ok(written.filter((text) => text === nasty).length >= 4, 'technicians, department, warning, error');
  });

  test('one goes from the day to an intervention and back by links, and filters stay in the address', async () => {
    const { page, assertCalm } = await visit('', 'viewer');
    await page.waitForSelector('.tile a .badge.danger');
    await page.click('.tile a:has(.badge.danger)');
    await page.waitForSelector('tbody a');
    assert.equal(new URL(page.url()).search, `?vue=interventions&jour=${open.today}&etat=rejete`);
    assert.deepEqual(await page.$$eval('tbody a', (all) => all.map((one) => one.textContent)), ['CRI-200']);
    await page.click('tbody a');
    await page.waitForSelector('.timeline .en_erreur');
    assert.match(await textOf(page), /jeton inconnu/);
    await page.waitForSelector('.photo img');
    await page.waitForFunction('document.querySelector(".photo img").naturalWidth === 33');
    await page.goBack();
    await page.waitForSelector('tbody a');
    assert.equal(await page.$eval('select', (one) => one.value), 'rejete');
    await page.reload();
    await page.waitForSelector('tbody a');
    assert.deepEqual(await page.$$eval('tbody a', (all) => all.map((one) => one.textContent)), ['CRI-200']);
    assertCalm();
  });

  test('a run under way moves by itself, without a reload', async () => {
    const { page } = await visit('?vue=passages&passage=run-now', 'viewer');
    await page.waitForSelector('.bars li');
    assert.match(await textOf(page, '.bars'), /Livraison des photos6 sur 12/);
    const id = 'CRI-106';
    const kept = await open.cloud.documents.get('interventions', id);
    assert.ok(kept);
    const done = JSON.parse(JSON.stringify(kept));
    for (const stage of ['describe', 'deliver']) done.stages[stage] = { ...done.stages.photos };
    await open.cloud.documents.set('interventions', id, { ...done, state: 'livre' });
    await waitForText(page, 'Livraison des photos7 sur 12');
    await page.click('.log summary');
    await waitForText(page, 'to be retried: <b>no</b>');
  });

  test('a viewer is offered nothing that acts', async () => {
    const { page } = await visit('?vue=messages', 'viewer');
    await page.waitForSelector('.message');
    assert.doesNotMatch(await textOf(page), /Renvoyer|Tout renvoyer/);
  });

  test('an operator runs a missing export from its line', async () => {
    const { page, assertCalm } = await visit('?vue=exports', 'operator');
    await page.waitForSelector('tbody button');
    assert.match(await textOf(page), /Baromètre qualité.*retenu/s);
    await page.click('tbody tr button');
    await waitForText(page, 'est lancé.');
    assertCalm();
  });

  test('with the keyboard alone an operator reaches a message and sends it again', async () => {
    const { page, assertCalm } = await visit('?vue=messages', 'operator');
    await page.waitForSelector('.message button');
    await page.focus('.tabs a[aria-current]');
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      if (name === 'Renvoyer le message 11') break;
    }
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    assert.equal(outline, 'solid', 'where one is can be seen');
    await page.keyboard.press('Enter');
    await waitForText(page, 'Le message est renvoyé.');
    await page.waitForFunction(() => document.querySelectorAll('.message').length === 2);
    assertCalm();
  });
});

/** Words of the bars' labels that stand on two lines. */
const cutWords = `[...document.querySelectorAll('.bar-label')].flatMap(({ firstChild: text }) =>
  [...text.data.matchAll(/\\p{L}{3,14}/gu)].flatMap(({ 0: word, index }) => {
    const range = new Range();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1 ? [word] : [];
  }))`;
const currentTabShows = `(({ left, right }) => left >= 0 && right <= innerWidth)(
  document.querySelector('.tabs [aria-current]').getBoundingClientRect())`;
