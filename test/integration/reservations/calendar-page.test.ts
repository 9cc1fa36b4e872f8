import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { addDays } from '../../../shared/domain/day.ts';
import { instantOf } from '../../../shared/domain/zone.ts';
import { openPageBrowser, type PageBrowser, type WatchedPage } from '../../pages/page-browser.ts';
import { openCalendarServer, type Person } from '../../reservations/open-calendar.ts';

const zone = 'Europe/Paris';
const root: Person = { sub: 'root', name: 'Root', role: 'admin' };
/** Letters from right to left with marks that turn what follows, and markup that would run. */
const nasty: Person = { sub: 'x', name: '<img src=x onerror="pwned=1"> \u202Eאבג\u202C', role: 'user' };
const ana: Person = { sub: 'ana', name: 'Ana', role: 'user' };
const bea: Person = { sub: 'bea', name: 'Bea', role: 'user' };

describe('the calendar’s page', { concurrency: 1 }, () => {
  let server: Awaited<ReturnType<typeof openCalendarServer>>;
  let browser: PageBrowser;
  let opened: WatchedPage;
  /** A Wednesday some weeks on: whatever the day on which this runs, it is to come and in the middle of its week. */
  const day = addDays('2026-11-25', Math.ceil((Date.now() - Date.parse('2026-11-25')) / (7 * 86_400_000)) * 7 + 14);
  const at = (time: string, on = day) => instantOf(on, time, zone).toISOString();
  const line = (idRessource: number, nbGPU: number, nbMemoire: number) => ({ idRessource, nbGPU, nbMemoire });
  const book = (person: Person, from: string, to: string, ...lignes: ReturnType<typeof line>[]) =>
    server.ask(person, 'POST', '/Reservation', { date_debut: from, date_fin: to, lignes });

  before(async () => {
    server = await openCalendarServer();
    browser = await openPageBrowser(zone);
    opened = await browser.open(await server.link(ana));
    await book(nasty, at('09:00'), at('12:00'), line(1, 6, 4), line(3, 1, 1));
    await book(bea, at('14:00'), at('18:00'), line(1, 12, 8));
    await book(bea, at('20:00'), at('06:00', addDays(day, 1)), line(2, 8, 2));
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** In the one page of this file, loaded anew: a browser's tab costs more than all that is done in it. */
  const visit = async (person: Person, query = `?vue=semaine&date=${day}`, view = {}): Promise<Page> => {
    const { page } = opened;
    await page.setViewport({ width: 1280, height: 900, ...view });
    await page.goto('about:blank');
    await page.goto(await server.link(person, query));
    await settled(page);
    return page;
  };
  const settled = (page: Page) =>
    page.waitForFunction(
      () => document.querySelector('#planning:not([aria-busy])')?.matches(':has(.machine, .month, .empty)') ?? false,
    );
  const press = async (page: Page, label: string, within = 'body') => {
    const button = await page.waitForSelector(`${within} ::-p-aria([name="${label}"][role="button"])`);
    await button?.click();
  };
  const type = (page: Page, selector: string, value: string) =>
    page.$eval(
      selector,
      (one, text) => {
        if (one instanceof HTMLInputElement || one instanceof HTMLSelectElement) one.value = text;
        one.dispatchEvent(new Event('input', { bubbles: true }));
      },
      value,
    );
  const kind = (page: Page, wanted: string) => page.waitForSelector(`.verdict[data-kind="${wanted}"]:not([data-wait])`);
  const said = (page: Page, text: string) =>
    page.waitForFunction((wanted) => document.getElementById('avis')?.textContent?.includes(wanted), {}, text);
  const textOf = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent ?? '');
  const reservationsOf = async (name: string) => {
    const { json } = await server.ask(root, 'GET', '/Reservation');
    return json.Reservations.filter((one: { nomUtilisateur: string }) => one.nomUtilisateur === name);
  };

  test('day, week and month show who has which machine and how full it is, calm and accessible, light and dark, on a phone too', async () => {
    const page = await visit(ana, undefined, { width: 360, height: 760 });
    for (const [view, bars] of Object.entries({ semaine: 4, jour: 4, mois: 0 })) {
      await page.click(`[data-key=vue-${view}]`);
      await page.waitForSelector(`[data-key=vue-${view}][aria-pressed=true]`);
      await settled(page);
      assert.equal(await page.$$eval('.bar', (all) => all.length), bars, view);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, view);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view === 'jour' ? 'dark' : 'light' }]);
      await opened.assertAccessible();
    }
    const cell = await page.$$eval(
      '.month tbody tr:first-child td',
      (all, index) => all[index]?.textContent,
      Number(day.slice(8)) - 1,
    );
    assert.equal(cell, 'au plus 12 GPU sur 12, 8 de mémoire sur 8');
    await page.goBack();
    await page.waitForSelector('.timeline[data-days="1"]');
    opened.assertCalm(409, 412);
  });

  test('the strips tell the load hour by hour, and a name full of HTML and of marks from right to left stays text', async () => {
    const page = await visit(ana);
    const strips = await page.$$eval('[data-machine="1"] .strip', (all) => all.map((one) => one.textContent));
    assert.deepEqual(
      strips.map((text) => text?.match(/\d+ \S+(?: \S+)? sur \d+/g)),
      [
        ['6 GPU sur 12', '12 GPU sur 12'],
        ['4 de mémoire sur 8', '8 de mémoire sur 8'],
      ],
    );
    assert.equal(await page.$$eval('[data-machine="1"] .strip .full', (all) => all.length), 2);
    assert.equal(await textOf(page, '[data-machine="3"] .bar bdi'), nasty.name);
    await page.click('[data-machine="3"] .bar');
    assert.equal(await textOf(page, 'dialog h2 bdi'), nasty.name);
    assert.equal(await page.$('dialog form'), null, 'nobody changes what is somebody else’s');
    assert.equal(await page.evaluate('typeof pwned + (document.querySelector("main img") === null)'), 'undefinedtrue');
    opened.assertCalm(409, 412);
  });

  test('one books by the form: it says at once what does not fit and why, and takes an offer', async () => {
    const page = await visit(ana);
    await press(page, 'Réserver', '.actions');
    await kind(page, 'fits');
    await type(page, '#debut', `${day}T13:00`);
    await type(page, '#fin', `${day}T15:00`);
    await type(page, 'dialog [data-kind=gpu]', '9');
    await kind(page, 'no');
    assert.match(await textOf(page, '.verdict'), /Machine 1 : plus rien de libre \(GPU\), .*14:00 – 15:00/);
    assert.equal(await page.$$eval('.offer', (all) => all.length), 3);
    await opened.assertAccessible();
    await page.click('.offer');
    await kind(page, 'fits');
    assert.equal(
      await page.$eval('#debut', (one) => (one instanceof HTMLInputElement ? one.value : '')),
      `${day}T18:00`,
    );
    await press(page, 'Réserver', 'dialog');
    await said(page, 'C’est réservé');
    await page.waitForSelector('.bar.mine');
    assert.match(await textOf(page, '.mine-list'), /18:00 – 20:00.*machine 1 \(9 GPU · 1 mém\.\)/);
    opened.assertCalm(409, 412);
  });

  test('what somebody takes between the look and the press is refused with the next three slots, and one of them is taken', async () => {
    const before = (await reservationsOf('Ana')).length;
    const page = await visit(ana, `?vue=jour&date=${addDays(day, 2)}`);
    await press(page, 'Réserver sur la machine 3');
    await type(page, '#debut', `${addDays(day, 2)}T10:00`);
    await type(page, '#fin', `${addDays(day, 2)}T11:00`);
    await type(page, 'dialog [data-kind=gpu]', '4');
    await kind(page, 'fits');
    await book(bea, at('10:00', addDays(day, 2)), at('11:00', addDays(day, 2)), line(3, 4, 1));
    await press(page, 'Réserver', 'dialog');
    await kind(page, 'no');
    const offers = await page.$$eval('.offer', (all) => all.map((one) => one.textContent));
    assert.match(offers.join('\n'), /^.*10:00 – 11:00 · machine 1 \(4 GPU · 1 mém\.\)\n.*10:00 – 11:00 · machine 2/);
    await page.click('.offer');
    await kind(page, 'fits');
    await press(page, 'Réserver', 'dialog');
    await said(page, 'C’est réservé');
    await page.waitForSelector('[data-machine="1"] .bar.mine');
    assert.equal((await reservationsOf('Ana')).length, before + 1, 'booked once');
    opened.assertCalm(409, 412);
  });

  test('one draws a slot with the mouse, sees what is free under it, and gives up by Escape', async () => {
    const page = await visit(ana, `?vue=jour&date=${day}`);
    const box = await (await page.$('[data-machine="2"]'))?.boundingBox();
    assert.ok(box);
    const x = (hour: number) => box.x + (box.width * hour) / 24;
    const draw = async () => {
      await page.mouse.move(x(8) + 2, box.y + 15);
      await page.mouse.down();
      await page.mouse.move(x(10.5) - 2, box.y + 15, { steps: 4 });
      assert.equal(await textOf(page, '.ghost'), '08:00 – 10:30 · libres : 8 GPU · 8 mém.');
    };
    await draw();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    assert.equal(await page.$('dialog, .ghost'), null);
    await draw();
    await page.mouse.up();
    await kind(page, 'fits');
    assert.equal(await page.$$eval('dialog', (all) => all.length), 1);
    await press(page, 'Réserver', 'dialog');
    await said(page, 'C’est réservé');
    const mine = await page.waitForSelector('[data-machine="2"] .bar.mine');
    assert.match((await mine?.evaluate((one) => one.textContent)) ?? '', /08:00 – 10:30/);
    opened.assertCalm(409, 412);
  });

  test('the owner changes a slot; somebody who was faster is told of and shown; then it is cancelled', async () => {
    const date = addDays(day, 3);
    await book(ana, at('08:00', date), at('10:30', date), line(2, 1, 1));
    const page = await visit(ana, `?vue=jour&date=${date}`);
    await page.click('[data-machine="2"] .bar.mine');
    await kind(page, 'fits');
    await press(page, '4 h', 'dialog');
    await kind(page, 'fits');
    await press(page, 'Enregistrer', 'dialog');
    await said(page, 'C’est changé');
    await page.waitForFunction(() =>
      document.querySelector('[data-machine="2"] .bar.mine')?.textContent?.includes('08:00 – 12:00'),
    );
    await page.click('[data-machine="2"] .bar.mine');
    await kind(page, 'fits');
    const id = (await page.$eval('[data-machine="2"] .bar.mine', (one) => one.getAttribute('data-key')))?.split('-')[1];
    const { etag } = await server.ask(root, 'GET', `/Reservation/${id}`);
    await server.ask(root, 'PATCH', `/Reservation/${id}`, { date_fin: at('11:00', date) }, { 'if-match': etag });
    await press(page, 'Enregistrer', 'dialog');
    await said(page, 'Quelqu’un a changé cette réservation entre-temps');
    await kind(page, 'fits');
    assert.equal(
      await page.$eval('#fin', (one) => (one instanceof HTMLInputElement ? one.value : '')),
      `${date}T11:00`,
    );
    await page.click('dialog summary');
    await page.waitForFunction(() => document.querySelectorAll('.history li').length === 3);
    assert.match(await textOf(page, '.history'), /Ana a réservé.*Ana a changé.*Root a changé/s);
    await press(page, 'Annuler la réservation', 'dialog');
    await press(page, 'Oui, annuler', 'dialog');
    await said(page, 'La réservation est annulée');
    await page.waitForFunction(() => document.querySelector('[data-machine="2"] .bar.mine') === null);
    opened.assertCalm(409, 412);
  });

  test('what runs can be made longer or given back at once, and nothing else of it', async () => {
    const now = Date.now();
    const iso = (minutes: number) => new Date(Math.floor(now / 1000) * 1000 + minutes * 60_000).toISOString();
    await book(bea, iso(0), iso(50), line(3, 1, 1));
    const page = await visit(bea, '?vue=jour');
    await page.click('.mine-list .button');
    await kind(page, 'fits');
    assert.equal(await page.$eval('#debut', (one) => one.hasAttribute('disabled')), true);
    assert.doesNotMatch(await textOf(page, 'dialog'), /Annuler la réservation/);
    await press(page, 'Libérer maintenant', 'dialog');
    await said(page, 'Les machines sont libérées');
    await page.waitForFunction(() => document.querySelector('.mine-list .badge') === null);
    opened.assertCalm(409, 412);
  });

  test('with the keyboard alone one finds a slot and books it', async () => {
    const page = await visit(ana);
    const tabTo = async (wanted: string) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
        if (focused.startsWith(wanted)) return;
      }
      assert.fail(`the keyboard does not reach ${wanted}`);
    };
    await tabTo('Trouver un créneau');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#chercher-gpu');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('8');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.offer');
    await tabTo('Machine 1');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    assert.equal(outline, 'solid', 'where one is can be seen');
    await page.keyboard.press('Enter');
    await kind(page, 'fits');
    await tabTo('Réserver');
    await page.keyboard.press('Enter');
    await said(page, 'C’est réservé');
    assert.equal(await page.$('dialog'), null);
    opened.assertCalm(409, 412);
  });

  test('an admin adds a machine, is told who stands in the way of a cut, and takes the machine away', async () => {
    const page = await visit(root);
    await press(page, 'Machines', '.actions');
    await press(page, 'Ajouter', 'dialog');
    await said(page, 'La machine 4 est ajoutée');
    await page.waitForSelector('[aria-label="Machine 4"]');
    await type(page, '#gpu-1', '11');
    await press(page, 'Enregistrer', '[aria-label="Machine 1"]');
    await page.waitForFunction(() => document.querySelector('dialog [role=alert]')?.textContent?.includes('Bea'));
    assert.match(await textOf(page, 'dialog [role=alert]'), /la tiennent : .*Bea \(.*14:00 – 18:00\)/);
    await type(page, '#gpu-4', '2');
    await press(page, 'Enregistrer', '[aria-label="Machine 4"]');
    await said(page, 'La machine 4 est changée');
    assert.match(await textOf(page, '#machine-4 + p'), /2 GPU · 8 mém\./);
    await opened.assertAccessible();
    await press(page, 'Retirer', '[aria-label="Machine 4"]');
    await press(page, 'Oui, retirer', '[aria-label="Machine 4"]');
    await said(page, 'La machine 4 est retirée');
    await page.waitForFunction(() => document.getElementById('machine-4') === null);
    opened.assertCalm(409, 412);
    assert.doesNotMatch(await textOf(await visit(ana), '.actions'), /Machines/);
  });

  test('a link for a calendar program is made, shown once, reads the slots, and is revoked', async () => {
    const page = await visit(bea);
    await press(page, 'S’abonner', '.actions');
    await page.waitForSelector('#lien-quoi');
    await press(page, 'Créer un lien', 'dialog');
    const field = await page.waitForSelector('[aria-label="Lien du calendrier"]');
    const url = (await field?.evaluate((one) => (one instanceof HTMLInputElement ? one.value : ''))) ?? '';
    assert.match(await (await fetch(url)).text(), /SUMMARY:.*Bea/);
    await press(page, 'Révoquer', 'dialog');
    await press(page, 'Oui, révoquer', 'dialog');
    await said(page, 'ne donne plus rien à lire');
    assert.equal((await fetch(url)).status, 404);
    opened.assertCalm(409, 412);
  });

  test('nights when clocks change have 25 hours or 23: both 2 o’clocks are there, the missing one is not', async () => {
    // 00:30 to 05:30 by the wall: an hour more than it looks.
    const longNight = ['2026-10-24T22:30:00Z', '2026-10-25T04:30:00Z'] as const;
    await book(root, ...longNight, line(1, 1, 1));
    const page = await visit(root, '?vue=jour&date=2026-10-25');
    const hours = () => page.$$eval('.axis-hour', (all) => all.map((one) => Number(one.getAttribute('data-hour'))));
    assert.deepEqual((await hours()).slice(0, 4), [0, 2, 2, 4]);
    const width = await page.$eval(
      '.bar.mine',
      (one) => one instanceof HTMLElement && one.style.getPropertyValue('--width'),
    );
    assert.equal(width, '24%', 'six of twenty-five hours');
    await press(page, 'Réserver', '.actions');
    await type(page, '#debut', '2026-10-25T02:30');
    await type(page, '#fin', '2026-10-25T02:30');
    await page.click('#fin-seconde');
    await kind(page, 'fits');
    await press(page, 'Réserver', 'dialog');
    await said(page, '02:30 (UTC+2) – 02:30 (UTC+1)');
    const { json } = await server.ask(root, 'GET', '/Reservation?de=2026-10-25T00:30:00Z&a=2026-10-25T00:31:00Z');
    assert.equal(
      json.Reservations.some((one: { date_fin: string }) => one.date_fin === 'Sun, 25 Oct 2026 01:30:00 GMT'),
      true,
    );

    await page.goto(`${page.url().replace(/\?.*/, '')}?vue=jour&date=2027-03-28`);
    await settled(page);
    assert.deepEqual((await hours()).slice(0, 3), [0, 4, 6], '2 o’clock never comes');
    await press(page, 'Réserver', '.actions');
    await type(page, '#debut', '2027-03-28T02:30');
    assert.match(await textOf(page, 'dialog'), /n’existe pas ce jour-là : ce sera 03:30/);
    await page.keyboard.press('Escape');
    await page.click('[data-key=vue-semaine]');
    await page.waitForSelector('.timeline[data-days="7"]');
    const widths = await page.$$eval('.axis-day', (all) =>
      all.map((one) => Number.parseFloat((one as HTMLElement).style.getPropertyValue('--width')) * 167),
    );
    assert.deepEqual(
      widths.map((share) => Math.round(share / 100)),
      [24, 24, 24, 24, 24, 24, 23],
    );
    opened.assertCalm(409, 412);
  });
});
