import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { loadFunctions } from '../../../shared/host/load-functions.ts';
import { type HttpHost, serveFunctions } from '../../../shared/host/serve.ts';
import { signInLink } from '../../../shared/pages/sign-in-link.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openPageBrowser, type PageBrowser, type WatchedPage } from '../../pages/page-browser.ts';
import { sampleToken } from '../../pages/sample-token.ts';

process.env.NOTES_QUIET = '1';
const logger = createLogger({ function: 'test', write: () => undefined });

describe('the page shell', { concurrency: 1 }, () => {
  let host: HttpHost;
  let browser: PageBrowser;
  let address: string;
  let signedIn: WatchedPage;
  let signedOut: WatchedPage;
  before(async () => {
    const { functions } = await loadFunctions('test/fixtures/pages');
    host = await serveFunctions({ functions, port: 0, logger });
    address = `${host.url}/console/`;
    browser = await openPageBrowser();
    signedIn = await browser.open(signInLink(`${address}?vue=jour`, sampleToken()));
    signedOut = await browser.open(address);
  });
  after(async () => {
    await browser?.close();
    await host?.close(0);
  });

  test('the page is small, compressed, known by its ETag, and lets nothing in that it did not bring', async () => {
    const answer = await fetch(address, { headers: { 'accept-encoding': 'gzip, br' } });
    assert.equal(answer.headers.get('content-encoding'), 'br');
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
    const text = await answer.text();
    assert.doesNotMatch(text, /<script(?![^>]* src=)|<style|style=| on\w+=/i);
    assert.match(text, /Une page &#60;d’essai&#62; &#38; &#34;plus&#34;/);
    const known = await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    assert.equal(known.status, 304);
    for (const [, file = ''] of text.matchAll(/(?:src|href)="(\/console\/static\/[^"]+)"/g)) {
      const asked = await fetch(new URL(file, address));
      assert.equal(asked.status, 200, file);
      assert.equal(asked.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      await asked.arrayBuffer();
    }
    const bare = await fetch(new URL('/console?a=1', address), { redirect: 'manual' });
    assert.deepEqual([bare.status, await bare.text()], [200, text]);
    const head = await fetch(address, { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, answer.headers.get('etag'), '']);
  });

  test('a token in the fragment signs in, leaves the address at once, and lives as long as the tab', async () => {
    const { page, assertCalm, assertAccessible } = signedIn;
    await page.waitForSelector('h1');
    assert.equal(page.url(), `${address}?vue=jour`);
    assert.equal(await page.$eval('h1', (one) => one.textContent), 'Bonjour Zoé Été');
    await page.reload();
    await page.waitForSelector('#ask');
    await assertAccessible();
    await page.click('#ask');
    await page.waitForSelector('.toast.success');
    assert.equal(await page.$eval('.toast.success', (one) => one.textContent), '{"greeting":"<b>Bonjour</b>"}');
    assertCalm();
    await page.click('#refused');
    await page.waitForFunction(() => document.body.textContent?.includes('Trop tard. est passé'));
  });

  test('on a phone of 360 points nothing is wider than the screen, in light and in dark', async () => {
    const { page, assertAccessible, setScheme } = signedIn;
    await page.setViewport({ width: 360, height: 740 });
    for (const value of ['light', 'dark'] as const) {
      await setScheme(value);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
      await assertAccessible();
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/shell-${value}.png` });
    }
  });

  test('a known answer is not sent again', async () => {
    const { page } = signedIn;
    const asked = () => page.waitForResponse((response) => response.url().endsWith('/hello'));
    const [again] = await Promise.all([asked(), page.click('#ask')]);
    assert.equal(again.status(), 304, 'the second time');
  });

  test('somebody pastes a token with the keyboard alone, is told what is wrong with it, and signs out', async () => {
    const { page, assertCalm, assertAccessible } = signedOut;
    await page.waitForSelector('.sign-in');
    await assertAccessible();
    await page.focus('#jeton');
    for (const [pasted, told] of [
      ['hello', /trois parties/],
      [sampleToken({ exp: 1 }), /a expiré le 1 janvier 1970/],
    ] as const) {
      await page.$eval('#jeton', (field) => field instanceof HTMLTextAreaElement && field.select());
      await page.keyboard.sendCharacter(pasted);
      await page.keyboard.press('Enter');
      assert.match((await page.$eval('#jeton-erreur', (one) => one.textContent)) ?? '', told);
    }
    await page.$eval('#jeton', (field) => field instanceof HTMLTextAreaElement && field.select());
    await page.keyboard.sendCharacter(`Bearer ${sampleToken()}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#ask');
    await page.click('.account .quiet');
    assert.match((await page.$eval('.sign-in', (one) => one.textContent)) ?? '', /À bientôt/);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assertCalm();
  });

  test('a token that the server refuses brings the form back with a kind word', async () => {
    const { page } = signedOut;
    await followLink(page, sampleToken({}, 'forged'));
    await page.click('#ask');
    await page.waitForFunction(() =>
      /n’accepte pas ce jeton/.test(document.querySelector('.sign-in')?.textContent ?? ''),
    );
  });

  test('a session that ends while the page is open says so', async () => {
    const { page } = signedOut;
    await followLink(page, sampleToken({ exp: Math.floor(Date.now() / 1000) + 2 }));
    await page.waitForFunction(() => /a pris fin/.test(document.querySelector('.sign-in')?.textContent ?? ''));
  });

  /** A link with a token, opened in the tab that shows the page already. */
  async function followLink(page: Page, token: string): Promise<void> {
    await page.evaluate((link) => location.assign(link), signInLink(address, token));
    await page.waitForSelector('#ask');
  }
});
