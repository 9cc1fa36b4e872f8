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
  /** Nothing moves: the browser draws by itself here, without a graphics card. */
  const still = { name: 'prefers-reduced-motion', value: 'reduce' };
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
    await opened.page.emulateMediaFeatures([still]);
    await book(nasty, at('09:00'), at('12:00'), line(1, 6, 4), line(3, 1, 1));
    await book(bea, at('14:00'), at('18:00'), line(1, 12, 8));
    await book(bea, at('20:00'), at('06:00', addDays(day, 1)), line(2, 8, 2));
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /**
   * In the one page of this file, which is loaded once: somebody else's link in the tab signs them in, as it does for people.
   * A tab costs more than all that is done in it, and a load five times as much as a sign-in.
   */
  const visit = async (person: Person, query = `?vue=semaine&date=${day}`, view = {}): Promise<Page> => {
    const { page } = opened;
    await page.setViewport({ width: 1280, height: 900, ...view });
    const link = new URL(await server.link(person, query));
    await page.evaluate(
      (address, token) => {
        for (const old of document.querySelectorAll('.toast, #planning')) old.remove();
        history.replaceState(null, '', address);
        location.hash = token;
      },
      link.pathname + link.search,
      link.hash,
    );
    await settled(page);
    return page;
  };
  /** Whether nothing moved since it was asked before: a finger that touches what still scrolls pulls nothing. */
  const scrollsNoMore = () => {
    const places = [...document.querySelectorAll('*')].map(({ scrollLeft, scrollTop }) => `${scrollLeft},${scrollTop}`);
    const { scrolled } = document.body.dataset;
    document.body.dataset.scrolled = places.join(' ');
    return scrolled === document.body.dataset.scrolled;
  };
  /** Looks now and then: the default, at each frame, makes the browser draw frames without end. */
  const seldom = { polling: 30 };
  const settled = (page: Page) =>
    page.waitForFunction(
      () => document.querySelector('#planning:not([aria-busy])')?.matches(':has(.machine, .month, .empty)') ?? false,
      seldom,
    );
  const press = async (page: Page, label: string, within = 'body') => {
    const button = await page.waitForFunction(
      (name, place) =>
        [...document.querySelectorAll(`${place} button`)].find(
          (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
        ),
      seldom,
      label,
      within,
    );
    await (await button.asElement()?.toElement('button'))?.click();
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
    page.waitForFunction(
      (wanted) => [...document.querySelectorAll('.toasts')].some((one) => one.textContent?.includes(wanted)),
      seldom,
      text,
    );
  const textOf = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent ?? '');
  /** The day as the page writes it. */
  const words = (page: Page, date: string) =>
    page.evaluate(
      (text, year) =>
        new Intl.DateTimeFormat('fr-FR', {
          timeZone: 'UTC',
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          ...year,
        }).format(new Date(`${text}T12:00:00Z`)),
      date,
      date.startsWith(String(new Date().getFullYear())) ? {} : ({ year: 'numeric' } as const),
    );
  /** The mouse on a bar of a day, which it holds and takes some hours on. */
  const puller = (page: Page) => ({
    async pull(bar: string, hold: 'whole' | 'end', hours: number, to?: string) {
      const box = await (await page.$(bar))?.boundingBox();
      const track = await (await page.$('.track'))?.boundingBox();
      const target = to === undefined ? undefined : await (await page.$(to))?.boundingBox();
      assert.ok(box && track);
      const x = hold === 'end' ? box.x + box.width - 3 : box.x + box.width / 2;
      await page.mouse.move(x, box.y + 8);
      await page.mouse.down();
      await page.mouse.move(x + (track.width / 24) * hours, (target ?? box).y + 8, { steps: 3 });
    },
    /** What is said beside the slot, once that is known. */
    async labelled(kind: 'fits' | 'no') {
      await page.waitForSelector(`.ghost[data-kind="${kind}"]`);
      return page.$$eval('.ghost', (all) => all.map(({ textContent }) => textContent).join(''));
    },
  });
  const reservationsOf = async (name: string) => {
    const { json } = await server.ask(root, 'GET', '/Reservation');
    return json.Reservations.filter((one: { nomUtilisateur: string }) => one.nomUtilisateur === name);
  };

  test('day, week and month show who has which machine and how full it is, calm and accessible, light and dark, on a phone too', async () => {
    const page = await visit(ana, undefined, { width: 360, height: 760 });
    for (const [view, bars, scheme] of [
      ['semaine', 4, 'light'],
      ['jour', 4, 'dark'],
      ['mois', 0, 'light'],
    ] as const) {
      await page.emulateMediaFeatures([still, { name: 'prefers-color-scheme', value: scheme }]);
      await page.click(`[data-key=vue-${view}]`);
      await page.waitForSelector(`[data-key=vue-${view}][aria-pressed=true]`);
      await settled(page);
      assert.equal(await page.$$eval('.bar', (all) => all.length), bars, view);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, view);
      // A week is a day with more of the same.
      if (view !== 'semaine' || process.env.TERRAIN_EXHAUSTIVE) await opened.assertAccessible();
    }
    await page.goBack();
    await page.waitForSelector('.timeline[data-days="1"]');
    await visit(ana, '?vue=mois', { width: 360, height: 760 });
    assert.equal(await page.evaluate(todayShows), true, 'today is out of sight');
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
    assert.match(await textOf(page, '.verdict'), /Machine 1\s: plus rien de libre \(GPU\), .*14:00 – 15:00/);
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
    await page.waitForSelector('dialog .notice');
    assert.match(await textOf(page, 'dialog .notice'), /^Quelqu’un a changé cette réservation entre-temps/);
    await kind(page, 'fits');
    assert.equal(
      await page.$eval('#fin', (one) => (one instanceof HTMLInputElement ? one.value : '')),
      `${date}T11:00`,
    );
    await page.click('dialog summary');
    await page.waitForFunction(() => document.querySelectorAll('.history li').length === 3, seldom);
    assert.match(await textOf(page, '.history'), /Ana a réservé.*Ana a changé.*Root a changé/s);
    await press(page, 'Annuler la réservation', 'dialog');
    await press(page, 'Oui, annuler', 'dialog');
    await said(page, 'La réservation est annulée');
    await page.waitForFunction(() => document.querySelector('[data-machine="2"] .bar.mine') === null, seldom);
    opened.assertCalm(409, 412);
  });

  test('one pulls a slot to another time and machine, and by its end; it says while one does whether it fits, and is put back', async () => {
    const date = addDays(day, 5);
    await book(ana, at('08:00', date), at('10:00', date), line(2, 2, 1), line(3, 1, 1));
    await book(ana, at('20:00', date), at('20:30', date), line(1, 1, 1));
    const page = await visit(ana, `?vue=jour&date=${date}`);
    const bar = '[data-machine="2"] .bar.mine';
    const { pull, labelled } = puller(page);
    await pull(bar, 'whole', 3);
    assert.equal(await labelled('fits'), `${await words(page, date)}, 11:00 – 13:00 · il y a de la place`);
    assert.equal(await page.$$eval('.ghost', (all) => all.length), 2, 'one on each of its machines');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    assert.equal(await page.$('dialog, .ghost, .pulled'), null, 'given up');

    await pull(bar, 'whole', 3, '[data-machine="1"]');
    await labelled('fits');
    await page.mouse.up();
    await said(page, 'C’est changé');
    assert.match(await textOf(page, '[data-machine="1"] .bar.mine'), /11:00 – 13:00/);
    assert.match(await textOf(page, '[data-machine="3"] .bar.mine'), /11:00 – 13:00/);
    assert.equal(await page.$(bar), null, 'it went to the other machine');
    await press(page, 'Remettre comme avant');
    await page.waitForSelector(bar);
    assert.match(await textOf(page, bar), /08:00 – 10:00/);

    assert.match(await page.$eval(bar, (one) => one.getAttribute('title') ?? ''), /Tirez-la, ou ses bords, ou ouvrez/);
    const grips = await page.$$eval('[data-machine="1"] .bar.mine .grip', (all) =>
      all.map((one) => [one.clientWidth, getComputedStyle(one).visibility]),
    );
    assert.deepEqual(
      grips,
      [...Array(2)].map(() => [6, 'visible']),
      'half an hour is narrow, and has both its ends',
    );

    await pull(bar, 'end', 1.5);
    await labelled('fits');
    await page.mouse.up();
    await page.waitForFunction(
      (one) => document.querySelector(one)?.textContent?.includes('08:00 – 11:30'),
      seldom,
      bar,
    );
    opened.assertCalm(409, 412);
  });

  test('pulled to where it does not fit, a slot says when it would, and opens with offers; a change by somebody else is told', async () => {
    const date = addDays(day, 6);
    await book(bea, at('12:00', date), at('15:00', date), line(2, 8, 8));
    await book(ana, at('08:00', date), at('10:00', date), line(2, 2, 1));
    const page = await visit(ana, `?vue=jour&date=${date}`);
    const { pull, labelled } = puller(page);
    assert.equal(await page.$('.bar:not(.mine) .grip'), null, 'what is somebody else’s cannot be pulled');
    await pull('.bar.mine', 'whole', 3);
    assert.match(await labelled('no'), / 11:00 – 13:00 · pas de place ; libre 15:00 – 17:00$/);
    await page.mouse.up();
    await kind(page, 'no');
    assert.equal(await page.$eval('#debut', (one) => (one as HTMLInputElement).value), `${date}T11:00`);
    await press(page, '+ 1 h', 'dialog');
    await press(page, '4 h', 'dialog');
    await kind(page, 'no');
    await page.click('.offer');
    await kind(page, 'fits');
    await press(page, 'Enregistrer', 'dialog');
    await said(page, 'C’est changé');

    const id = (await page.$eval('.bar.mine', (one) => one.getAttribute('data-key')))?.split('-')[1];
    await pull('.bar.mine', 'whole', 1);
    await labelled('fits');
    const { etag } = await server.ask(root, 'GET', `/Reservation/${id}`);
    await server.ask(root, 'PATCH', `/Reservation/${id}`, { date_fin: at('20:30', date) }, { 'if-match': etag });
    await page.mouse.up();
    await page.waitForSelector('dialog .notice');
    assert.match(await textOf(page, 'dialog .notice'), /^Quelqu’un a changé cette réservation entre-temps/);
    assert.equal(await page.$eval('#fin', (one) => (one as HTMLInputElement).value), `${date}T20:30`);
    opened.assertCalm(409, 412);
  });

  test('on a phone a finger that rests on a slot pulls it, and one that moves at once does not', async () => {
    const date = addDays(day, 7);
    await book(ana, at('08:00', date), at('12:00', date), line(1, 1, 1));
    const page = await visit(ana, `?vue=jour&date=${date}`, { width: 360, height: 760 });
    await page.$eval('.bar.mine', (one) => one.scrollIntoView({ block: 'center' }));
    const box = await (await page.$('.bar.mine'))?.boundingBox();
    const track = await (await page.$('[data-machine="1"]'))?.boundingBox();
    assert.ok(box && track);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const later = x + (track.width / 24) * 4;
    for (const rests of [false, true]) {
      await page.touchscreen.touchStart(x, y);
      if (rests) await page.waitForSelector('.ghost');
      await page.touchscreen.touchMove(later, y);
      assert.equal(await page.$$eval('.ghost', (all) => all.length), rests ? 1 : 0);
      await page.touchscreen.touchEnd();
      if (!rests) await page.waitForFunction(scrollsNoMore, { polling: 100 });
    }
    await said(page, 'C’est changé');
    assert.match(await textOf(page, '.bar.mine'), /12:00 – 16:00/);
    assert.equal(await page.$('dialog'), null, 'the end of a pull is no press');
    opened.assertCalm(409, 412);
  });

  test('the month is one stop of the keyboard: arrows go from cell to cell, each says its day, machine and load, Enter opens the day', async () => {
    const page = await visit(ana, `?vue=mois&date=${day}`);
    assert.equal(await page.$$eval('.month [tabindex="0"]', (all) => all.length), 1);
    const here = () =>
      page.evaluate(() => [document.activeElement?.getAttribute('data-key'), document.activeElement?.textContent]);
    await page.focus('.month [tabindex="0"]');
    const [key, name] = await here();
    assert.equal(key, `case-1-${day}`);
    assert.match(name ?? '', /, machine 1\s: au plus 12 GPU sur 12, 8 de mémoire sur 8(, dont les vôtres)?$/);
    assert.ok(name?.startsWith(await words(page, day)));
    assert.equal(await page.$eval('.month', (one) => one.getAttribute('role')), 'grid');
    for (const [press, wanted] of [
      ['ArrowDown', `case-2-${day}`],
      ['ArrowRight', `case-2-${addDays(day, 1)}`],
      ['ArrowUp', `case-1-${addDays(day, 1)}`],
      ['ArrowUp', `jour-${addDays(day, 1)}`],
      ['Home', `jour-${day.slice(0, 8)}01`],
      ['ArrowLeft', `jour-${day.slice(0, 8)}01`],
      ['ArrowDown', `case-1-${day.slice(0, 8)}01`],
    ] as const) {
      await page.keyboard.press(press);
      assert.equal((await here())[0], wanted, press);
    }
    await page.keyboard.press('PageDown');
    await page.waitForFunction((old) => !document.querySelector(`[data-key="jour-${old}"]`), seldom, day);
    await page.waitForFunction(() => document.activeElement?.matches('.month tbody button'), seldom);
    const [next = ''] = await here();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.timeline[data-days="1"]');
    assert.equal(new URL(page.url()).searchParams.get('date'), next?.replace('case-1-', ''));
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.planning') !== null), true);
    opened.assertCalm(409, 412);
  });

  test('what runs can be made longer or given back at once, and nothing else of it', async () => {
    const now = Date.now();
    const iso = (minutes: number) => new Date(Math.floor(now / 1000) * 1000 + minutes * 60_000).toISOString();
    await book(bea, iso(-0.5), iso(50), line(3, 1, 1));
    const page = await visit(bea, '?vue=jour');
    await page.click('.mine-list .button');
    await kind(page, 'fits');
    assert.equal(await page.$eval('#debut', (one) => one.hasAttribute('disabled')), true);
    assert.doesNotMatch(await textOf(page, 'dialog'), /Annuler la réservation/);
    await press(page, 'Libérer maintenant', 'dialog');
    await said(page, 'Les machines sont libérées');
    await page.waitForFunction(() => document.querySelector('.mine-list .badge') === null, seldom);
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
    await page.waitForFunction(
      () => document.querySelector('dialog [role=alert]')?.textContent?.includes('Bea'),
      seldom,
    );
    assert.match(await textOf(page, 'dialog [role=alert]'), /la tiennent : .*Bea \(.*14:00 – 18:00\)/);
    await type(page, '#gpu-4', '2');
    await press(page, 'Enregistrer', '[aria-label="Machine 4"]');
    await said(page, 'La machine 4 est changée');
    assert.match(await textOf(page, '#machine-4 + p'), /2 GPU · 8 mém\./);
    await opened.assertAccessible();
    await press(page, 'Retirer', '[aria-label="Machine 4"]');
    await press(page, 'Oui, retirer', '[aria-label="Machine 4"]');
    await said(page, 'La machine 4 est retirée');
    await page.waitForFunction(() => document.getElementById('machine-4') === null, seldom);
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

    await visit(root, '?vue=jour&date=2027-03-28');
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

const todayShows = `(({ left, right }) => left >= 0 && right <= innerWidth)(
  document.querySelector('.planning [aria-current]').getBoundingClientRect())`;
