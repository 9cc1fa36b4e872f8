import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { writeDelivery } from '../../../shared/cli/delivery/write-delivery.ts';
import { generateCrm } from '../../../shared/demo/crm/generate-crm.ts';
import { dayInZone } from '../../../shared/domain/day.ts';
import { visitesSet } from '../../../shared/domain/visites/visites-tables.ts';
import { loadFunctions } from '../../../shared/host/load-functions.ts';
import { type HttpHost, serveFunctions } from '../../../shared/host/serve.ts';
import { signInLink } from '../../../shared/pages/sign-in-link.ts';
import { beginSnapshot } from '../../../shared/pipeline/visites/snapshot-objects.ts';
import { embeddedIssuer } from '../../../shared/runtime/embedded-issuer.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { nasty } from '../../console/seed-console.ts';
import { openPageBrowser, type PageBrowser } from '../../pages/page-browser.ts';
import { openDeliveryHouse } from '../delivery/delivery-house.ts';

const logger = createLogger({ function: 'test', write: () => undefined });

describe('the dashboard of visits', { concurrency: 1 }, () => {
  let host: HttpHost;
  let browser: PageBrowser;
  let house: Awaited<ReturnType<typeof openDeliveryHouse>>;
  let token: string;
  const open = async (query: string, view = {}) => {
    const opened = await browser.open(signInLink(`${host.url}/analytics/${query}`, token), view);
    await settled(opened.page);
    return opened;
  };
  /** Waits until what the page shows is what it was asked. */
  const settled = (page: Page) =>
    page.waitForFunction(() => {
      const view = document.getElementById('vue');
      return view !== null && !view.hasAttribute('aria-busy') && view.querySelector('.figures, .error') !== null;
    });
  const text = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent);
  const photograph = async (page: Page, name: string) => {
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true });
  };
  before(async () => {
    house = await openDeliveryHouse();
    await importVisits(house);
    process.env.TERRAIN_DATA = house.folder;
    process.env.LOG_LEVEL = 'error';
    const asked = { sub: 'zoe', name: 'Zoé Été', role: 'DIR', ttlSeconds: 3600 };
    token = await embeddedIssuer(house.folder).mintToken(asked);
    const { functions } = await loadFunctions('functions', { wants: (name) => name === 'serve-visites' });
    host = await serveFunctions({ functions, port: 0, logger });
    browser = await openPageBrowser();
  });
  after(async () => {
    await browser?.close();
    await host?.close(0);
    await house?.close();
  });

  test('each of the six tabs shows its charts, without a fault, and to those who hear it too', async () => {
    const { page, assertCalm, assertAccessible, close } = await open('?comparer=1');
    for (const [tab, charts] of Object.entries({
      performance: 7,
      data: 4,
      partenaire: 4,
      users: 6,
      evaluation: 5,
      invest: 8,
    })) {
      await page.click(`#onglet-${tab}`);
      await page.waitForSelector(`#onglet-${tab}[aria-selected=true]`);
      await settled(page);
      await page.waitForFunction((count) => document.querySelectorAll('.chart svg').length === count, {}, charts);
      assert.doesNotMatch((await text(page, '#vue')) ?? '', /NaN|undefined|Infinity/);
      // These two have every kind of chart; axe-core takes longer over a tab than all the rest.
      if (tab === 'performance' || tab === 'data' || process.env.TERRAIN_EXHAUSTIVE === '1') await assertAccessible();
      await photograph(page, `tab-${tab}`);
    }
    const names = await page.$$eval('option', (all) => all.map((one) => one.textContent ?? ''));
    assert.ok(
      names.some((name) => name.includes(nasty)),
      'somebody’s name shows as it is',
    );
    assert.equal(await page.evaluate('window.pwned === undefined && !document.querySelector("main img[src=x]")'), true);
    assertCalm();
    await close();
  });

  test('a click on a bar filters by it, shows its towns, stands in the address, and the back button takes it back', async () => {
    const { page, close } = await open('?onglet=data');
    const [before] = (await text(page, '.figure dd'))?.split('%') ?? [];
    await (await page.waitForSelector('.choosable[data-key="RE00001"]'))?.click();
    await page.waitForFunction(() => location.search.includes('region=RE00001'));
    await page.waitForFunction(() => document.body.textContent?.includes('Visites par région · Casablanca-Settat'));
    assert.match((await text(page, '#selection')) ?? '', /Casablanca-Settat/);
    assert.notEqual(await text(page, '.figure dd'), before);
    await page.goBack();
    await page.waitForFunction((shown) => document.querySelector('.figure dd')?.textContent === shown, {}, before);
    await close();
  });

  test('a region chosen where it stands by its name is the same region in every tab', async () => {
    const { page, close } = await open('?onglet=performance&periode=tout');
    await (await page.waitForSelector('.choosable[data-key="Casablanca-Settat"]'))?.click();
    await page.waitForFunction(() => location.search.includes('region=RE00001'));
    await settled(page);
    assert.equal(await page.$eval('#filtre-region', (one) => one instanceof HTMLSelectElement && one.value), 'RE00001');
    await close();
  });

  test('with the keyboard alone somebody changes tabs, periods and filters, and chooses a bar', async () => {
    const { page, close } = await open('');
    await page.focus('#onglet-performance');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.id === 'onglet-data');
    await page.focus('#periode-tout');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('periode=tout'));
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'periode-tout');
    await page.focus('#filtre-gamme');
    await page.keyboard.type('GYN');
    await page.waitForFunction(() => location.search.includes('gamme=GA00002'));
    await settled(page);
    await page.waitForSelector('.choosable');
    await page.$eval('.choosable[data-key="RE00002"]', (bar) => bar instanceof SVGElement && bar.focus());
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('region=RE00002'));
    await close();
  });

  test('a chart is also a table, a CSV and a PNG of what is selected', async () => {
    const { page, assertCalm, assertAccessible, close } = await open('?onglet=data&region=RE00001');
    await page.evaluate(() => {
      const saved: { name: string; type: string; size: number }[] = [];
      Object.assign(globalThis, { saved });
      const blobs = new Map<string, Blob>();
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob: Blob) => {
        const address = make(blob);
        blobs.set(address, blob);
        return address;
      };
      HTMLAnchorElement.prototype.click = function click() {
        const { type = '', size = 0 } = blobs.get(this.href) ?? {};
        saved.push({ name: this.download, type, size });
      };
    });
    for (const button of ['Tableau', 'CSV', 'PNG']) {
      await page.evaluate((label) => {
        const card = document.getElementById('data-region')?.closest('section');
        const found = [...(card?.querySelectorAll('button') ?? [])].find((one) => one.textContent === label);
        found?.click();
      }, button);
    }
    await page.waitForFunction('saved.length === 2');
    const saved = (await page.evaluate('saved')) as { name: string; type: string; size: number }[];
    assert.deepEqual(
      saved.map(({ name, type }) => [name, type]),
      [
        ['data-region.csv', 'text/csv'],
        ['data-region.png', 'image/png'],
      ],
    );
    assert.ok(saved.every(({ size }) => size > 100));
    assert.match((await text(page, '.table-wrap')) ?? '', /Casablanca-Settat.*Mohammedia/s);
    await assertAccessible();
    assertCalm();
    await close();
  });

  test('nothing found, and a server in trouble, are said with a way out', async () => {
    const { page, close } = await open('?onglet=data&du=2030-01-01&au=2030-02-01');
    assert.match((await text(page, '#vue .notice')) ?? '', /Rien ne correspond/);
    await page.click('#vue .notice .link');
    await page.waitForFunction(() => document.querySelector('#vue .notice') === null);
    await photograph(page, 'data');
    // Somebody closes the line to the server for a while.
    await page.setRequestInterception(true);
    let isInTrouble = true;
    page.on('request', (request) => {
      if (!isInTrouble || request.method() !== 'POST') return void request.continue();
      const body = JSON.stringify({ title: 'Indisponible', status: 503, detail: 'L’entrepôt ne répond pas.' });
      return void request.respond({ status: 503, contentType: 'application/problem+json', body });
    });
    await page.select('#filtre-gamme', 'GA00001');
    await page.waitForFunction(() => document.querySelector('#vue .error')?.textContent?.includes('L’entrepôt'));
    isInTrouble = false;
    await page.select('#filtre-gamme', '');
    await page.waitForSelector('.figures');
    await close();
  });

  test('on a phone and in the dark all fits and can be read; on paper the filters are said and not shown', async () => {
    const { page, assertAccessible, close } = await open('?onglet=users&periode=mois-dernier&comparer=1', {
      width: 360,
      height: 740,
      dark: true,
    });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
    const tab = await page.$eval('#onglet-users', (one) => one.getBoundingClientRect().toJSON());
    assert.ok(tab.left >= 0 && tab.right <= 360, `the chosen tab is out of sight: ${tab.left} to ${tab.right}`);
    await assertAccessible();
    await photograph(page, 'phone-dark');
    await page.emulateMediaType('print');
    assert.equal(await page.$eval('.filters', (one) => getComputedStyle(one).display), 'none');
    assert.notEqual(await page.$eval('#selection', (one) => getComputedStyle(one).display), 'none');
    await close();
  });
});

/** A small CRM, delivered and imported as anybody's. */
async function importVisits(house: Awaited<ReturnType<typeof openDeliveryHouse>>): Promise<void> {
  const { objects } = house.ports;
  const folder = path.join(house.folder, 'livraison');
  const until = dayInZone(new Date(), 'Europe/Paris');
  const crm = generateCrm({ rows: 2000, seed: 'demo', until }).map((one) =>
    one.table === 'tab_utilisateur' ? { ...one, rows: () => withNastyNames(one.rows()) } : one,
  );
  await writeDelivery(visitesSet, crm, folder, () => undefined);
  for (const { name } of visitesSet.tables) {
    await objects.write('imports', `visites/${name}/demo.csv`, createReadStream(path.join(folder, `${name}.csv`)));
  }
  await house.run(visitesSet, 'demo', { beginVersion: (version) => beginSnapshot(objects, version) });
}

/** Everybody’s name begins with what would show itself if it were taken for markup or a formula. */
function* withNastyNames(users: Iterable<Readonly<Record<string, string | number>>>) {
  for (const user of users) yield { ...user, nom: `${nasty}${user.nom}` };
}
