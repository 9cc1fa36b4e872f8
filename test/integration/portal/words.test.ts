import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { InterventionRow } from '../../../shared/domain/interventions/intervention.ts';
import { PermanentError } from '../../../shared/ports/failures.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../../shared/ports/portal.ts';
import { readPhoto } from './demo-portal.ts';
import { openPagePortal, type PageRecipe, servePages, sharePages } from './page-server.ts';

const day = '2026-11-20';
const table = (...references: string[]) =>
  `<p id=total>${references.length} lignes</p><table>${references
    .map((name) => `<tr class=r><td>${name}</td><td>20/11/2026 09:00</td><td>3</td></tr>`)
    .join('')}</table>`;
const listOf = (...steps: string[]) => `
list:
  steps: [${steps.join(', ')}]
  empty: { selector: '#none' }
  total: { selector: '#total' }
  rows: { selector: tr.r }
  columns:
    reference: { selector: 'td:nth-child(1)' }
    date: { selector: 'td:nth-child(2)', format: dd/MM/yyyy HH:mm }
    others: { photos: { selector: 'td:nth-child(3)' } }
`;
const row: InterventionRow = {
  reference: 'R1',
  client: '',
  date: day,
  time: '',
  departement: '',
  jeton: '',
  technicians: [],
  columns: { photos: '3' },
};
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const html = (response: ServerResponse, text: string, status = 200) =>
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);

describe('a word of a recipe', { concurrency: 1 }, () => {
  let site: Awaited<ReturnType<typeof servePages>>;
  const browser = sharePages();
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const open = (recipe: string | PageRecipe) =>
    browser.open(site.address, typeof recipe === 'string' ? { body: recipe } : recipe);
  const references = async (...steps: string[]) => {
    const { rows } = await open(listOf(...steps)).listDay(day);
    return rows.map(({ reference }) => reference);
  };
  const noted = (page: string) => (request: IncomingMessage, response: ServerResponse) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    html(response, page);
  };

  const local = () => site.address.replace('127.0.0.1', 'localhost');

  before(async () => {
    site = await servePages({
      '/one': table('A'),
      '/framed': '<p id=out>dehors</p><iframe id=f src=/one></iframe>',
      '/filter-in-frame': `<div id=t></div><iframe id=f srcdoc="<button id=go onclick='parent.fill()'>ok</button>"></iframe>
        <script>fill = () => { t.innerHTML = \`${table('B')}\` }</script>`,
      '/opener': '<a id=o target=_blank href=/one>ouvrir</a>',
      '/menu': `<style>#m .sub { display: none } #m:hover .sub { display: block }</style>
        <div id=m style="width:200px">menu<div class=sub><a href=/one>liste</a></div></div>`,
      '/search': '<form action=/one><input name=q></form>',
      '/keys': `<input id=k onkeydown="if (event.key.length === 1) seen.value += event.key"><input id=seen>
        <button id=go onclick="location = '/one'">ok</button>`,
      '/late': `<div id=t>${table('A')}</div><script>
        fetch('/slow').then(() => fetch('/slow')).then(() => { t.innerHTML = \`${table('A', 'B')}\` })</script>`,
      '/slow': (_, response) => void setTimeout(() => html(response, 'ok'), 150),
      '/restless': `${table('A')}<script>setInterval(() => fetch('/slow'), 50)</script>`,
      '/loading': `<div id=load>…</div><div id=t></div><script>
        setTimeout(() => { load.hidden = true; t.innerHTML = \`${table('A')}\` }, 200)</script>`,
      '/hop': '<p id=total>9 lignes</p><script>location.replace("/hop2")</script>',
      '/hop2': '<p id=total>8 lignes</p><script>setTimeout(() => location.replace("/one"), 20)</script>',
      '/boxes': `<input type=checkbox class=c checked><input type=checkbox class=c><select id=s><option value=1>un<option value=2>deux</select>
        <button id=go onclick="location = document.querySelectorAll('.c:checked').length + s.value === '22' ? '/one' : '/none'">ok</button>`,
      '/none': '<p id=none>rien</p>',
      '/browser': (request, response) =>
        noted(`<p id=a></p><script>a.textContent = [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
          innerWidth, innerHeight, navigator.userAgent].join(' ')</script>${table('A')}`)(request, response),
      '/noted': noted(table('A')),
      '/gallery': `<div><img src="/p/1.png"><span>devant.png</span><img src="/p/2.png"><img src="/p/3.png"><em>x</em><span>boitier.png</span></div>
        <p><b>salon.png</b><a class=p href="/p/4.png">voir</a></p>
        <i class=bare style="background:url(/p/5.png)"></i>`,
      '/five': `<div id=grid>${[1, 2].map((id) => `<img src="/p/${id}.png">`).join('')}</div><p id=n>3 photos</p>
        <button id=more onclick="grid.innerHTML += '<img src=/p/3.png>'">tout afficher</button>`,
      '/paged': '<img src="/p/1.png"><a class=next href="/paged2">suite</a><p id=n>2 photos</p>',
      '/paged2': '<img src="/p/2.png">',
      '/p/1.png': (_, response) => void response.end(png),
      '/p/big.png': (_, response) => void response.end(Buffer.alloc(2_000)),
      '/big': '<img src="/p/big.png">',
      '/local': (_, response) => html(response, `<img src="${local()}/p/1.png"><img src="/to-local">`),
      '/to-local': (_, response) => void response.writeHead(302, { Location: `${local()}/p/1.png` }).end(),
      '/refused': '<h1>Accès refusé</h1>',
      '/busy': '<h1>Trop de monde</h1>',
      '/wrong': '<div class=err>Requête  incorrecte</div>',
      '/works': '<h1>Maintenance</h1>',
    });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const works: readonly [string, string[], string[]][] = [
    ['frame: steps and values are inside it', ['{ goto: /framed }', "{ frame: '#f' }"], ['A']],
    [
      'frame: top leaves it',
      ['{ goto: /filter-in-frame }', "{ frame: '#f' }", "{ click: '#go' }", '{ frame: top }'],
      ['B'],
    ],
    [
      'newTab: what follows is in the tab that the click opened',
      ['{ goto: /opener }', "{ click: '#o', newTab: true }"],
      ['A'],
    ],
    ['hover: opens a menu', ['{ goto: /menu }', "{ hover: '#m' }", "{ click: '.sub a' }"], ['A']],
    [
      'press: a key on an element',
      ['{ goto: /search }', '{ fill: input, with: x }', '{ press: Enter, on: input }'],
      ['A'],
    ],
    [
      'typed: key by key, and read back where it shows',
      ['{ goto: /keys }', "{ fill: '#k', with: '{date:dd/MM}', typed: true, shownIn: '#seen' }", "{ click: '#go' }"],
      ['A'],
    ],
    ['quiet: waits for what scripts bring', ['{ goto: /late }', '{ quiet: 1200, timeoutSeconds: 20 }'], ['A', 'B']],
    ['gone: waits until a loader vanishes', ['{ goto: /loading }', "{ gone: '#load' }"], ['A']],
    [
      'check, select: every box and the option, read back',
      ['{ goto: /boxes }', '{ uncheck: .c }', '{ check: .c }', "{ select: '#s', option: deux }", "{ click: '#go' }"],
      ['A'],
    ],
    [
      'optional: goes on without',
      ['{ goto: /one }', "{ click: '#nowhere', optional: true, timeoutSeconds: 0.2 }"],
      ['A'],
    ],
    [
      '3. pages that replace themselves again and again are read when they settle',
      ['{ goto: /hop }', '{ wait: { selector: tr.r } }'],
      ['A'],
    ],
  ];
  for (const [name, steps, expected] of works) {
    test(name, async () => assert.deepEqual(await references(...steps), expected));
  }

  const fails: readonly [string, string[], RegExp][] = [
    [
      'typed: a field that wants keys holds nothing without it',
      ['{ goto: /keys }', "{ fill: '#k', with: x, shownIn: '#seen' }"],
      /list\.steps\[1\]\.fill : le champ contient « {2}» au lieu de « x »/,
    ],
    [
      'press: a key that there is not',
      ['{ goto: /search }', '{ press: Entrer }'],
      /touche « Entrer » inconnue \(Enter, /,
    ],
    [
      'quiet: a page that never is',
      ['{ goto: /restless }', '{ quiet: 300 }'],
      /list\.steps\[1\]\.quiet : la page ne cesse/,
    ],
    ['gone: a loader that stays', ['{ goto: /one }', "{ gone: '#total' }"], /« #total » est toujours là/],
    ['frame: an element that is none', ['{ goto: /one }', "{ frame: '#total' }"], /« #total » n’est pas un cadre/],
    ['newTab: a click that opens none', ['{ goto: /boxes }', "{ click: '#s', newTab: true }"], /n’ouvre pas d’onglet/],
    [
      'select: an option that there is not',
      ['{ goto: /boxes }', "{ select: '#s', option: trois }"],
      /pas d’option « trois » ; il y a « un », « deux »/,
    ],
    [
      'wait: a sign that does not come',
      ['{ goto: /one }', '{ wait: { text: bientôt } }'],
      /signe attendu introuvable \(bientôt\)/,
    ],
    [
      'expect: another text',
      ['{ goto: /one }', "{ expect: '#total', is: '2 lignes' }"],
      /contient « 1 lignes », « 2 lignes » était attendu/,
    ],
    ['goto: another site', ["{ goto: 'http://10.9.8.7/' }"], /adresse refusée/],
  ];
  for (const [name, steps, message] of fails) {
    test(name, async () => assert.rejects(references(...steps), message));
  }

  test('browser: language, zone, window and name are what the portal sees, in pages and beside them', async () => {
    asked.length = 0;
    const seenAs =
      "browser: { language: 'de-DE,de;q=0.8', zone: America/New_York, width: 801, height: 601, userAgent: Essai/1 }";
    const seen = 'de-DE America/New_York 801 601 Essai/1';
    const body = `${seenAs}${listOf('{ goto: /browser }', `{ expect: '#a', is: '${seen}' }`)}
pages: { p: { load: html, open: /browser } }
record: { values: { pto: { selector: '#total' } } }`;
    const portal = openPagePortal(site.address, body);
    await portal.listDay(day);
    await portal.readRecord(row);
    await portal.close();
    assert.equal(asked.length, 2);
    for (const { headers } of asked) {
      // Chromium writes the weight of a page's languages itself.
      assert.match(headers['accept-language'] ?? '', /^de-DE,de;q=0\.[89]$/);
      assert.equal(headers['user-agent'], 'Essai/1');
    }
  });

  test('pace: in quiet hours nothing is asked, and the error says how long they last', async () => {
    asked.length = 0;
    const pace = ", quietHours: [{ from: '10:30', to: '12:00' }]";
    // 10:00 in UTC is 11:00 in Paris.
    await assert.rejects(open({ body: listOf('{ goto: /noted }'), pace }).listDay(day), (error) => {
      assert.ok(error instanceof PortalUnavailableError);
      assert.equal(error.afterSeconds, 3600);
      return /heures calmes/.test(error.message);
    });
    assert.deepEqual(asked, []);
  });

  const record = (page: string, photos: string, pace = '') => {
    const body = `${listOf('{ goto: /one }')}
pages: { p: ${page} }
record: { photos: { ${photos} } }`;
    return open({ body, pace }).readRecord(row);
  };
  const summary = ({ photos }: Awaited<ReturnType<typeof record>>) => photos.map(({ source, name }) => [source, name]);

  for (const load of ['page', 'html']) {
    test(`beside: a name before or after the photo, never the next photo’s (${load})`, async () => {
      const named = await record(
        `{ load: ${load}, open: /gallery }`,
        `sources: [{ each: img, name: [{ beside: next, selector: span }] }, { each: a.p, name: [{ beside: previous, selector: b }] }, { each: .bare }]`,
      );
      assert.deepEqual(summary(named), [
        ['/p/1.png', 'devant.png'],
        ['/p/2.png', null],
        ['/p/3.png', 'boitier.png'],
        ['/p/4.png', 'salon.png'],
        ...(load === 'page' ? [['/p/5.png', null]] : named.photos.slice(4).map(({ source, name }) => [source, name])),
      ]);
    });
  }

  test('names: the address’s last segment serves when nothing else does', async () => {
    const named = await record(
      '{ load: html, open: /gallery }',
      'sources: [{ each: a.p, name: [{ selector: b }, { from: address }] }]',
    );
    assert.deepEqual(summary(named), [['/p/4.png', '4.png']]);
  });

  test('order, include: the other way round, and only what the rule names', async () => {
    const some = await record(
      '{ load: html, open: /gallery }',
      "order: reverse, sources: [{ each: img, include: [{ url: '[13].png$' }] }]",
    );
    assert.deepEqual(summary(some).flat().filter(Boolean), ['/p/3.png', '/p/1.png']);
  });

  test('expected: a list that shows too little is told, against a counter or a column of the list', async () => {
    for (const expected of ["{ selector: '#n' }", "{ row: 'column:photos' }"]) {
      const cut = await record('{ open: /five }', `sources: [{ each: img }], expected: ${expected}`);
      assert.equal(cut.expectedPhotos, 3);
      assert.deepEqual(cut.warnings, ['le portail annonce 3 photo(s), la page en montre 2']);
    }
    const whole = await record(
      "{ open: /five, steps: [{ click: '#more' }] }",
      "sources: [{ each: img }], expected: { selector: '#n' }",
    );
    assert.deepEqual([whole.photos.length, whole.warnings], [3, []]);
  });

  for (const load of ['page', 'html']) {
    test(`next: the parts of a record are read as one (${load})`, async () => {
      const both = await record(
        `{ load: ${load}, open: /paged, next: a.next }`,
        "sources: [{ each: img }], expected: { selector: '#n' }",
      );
      assert.deepEqual(summary(both).flat().filter(Boolean), ['/p/1.png', '/p/2.png']);
      assert.deepEqual(both.warnings, []);
    });
  }

  test('pace: more photos, or a larger one, than the limit is an error', async () => {
    await assert.rejects(
      record('{ load: html, open: /gallery }', 'sources: [{ each: img }]', ', maxPhotos: 2'),
      /plus que pace\.maxPhotos/,
    );
    const { photos } = await record('{ load: html, open: /big }', 'sources: [{ each: img }]', ', maxPhotoBytes: 1000');
    await assert.rejects(
      readPhoto(photos[0]),
      (error) => error instanceof PortalMismatchError && /plus de 1000 octets/.test(error.message),
    );
  });

  test('hosts: a name under a wildcard leads to no private address, straight or by a redirect; one that is named does', async () => {
    const local = `localhost:${new URL(site.address).port}`;
    const photosWith = async (hosts: string) => {
      const body = `${listOf('{ goto: /one }')}
pages: { p: { load: html, open: /local } }
record: { photos: { sources: [{ each: img }] } }`;
      return (await open({ body, site: `, hosts: ['${hosts}']` }).readRecord(row)).photos;
    };
    const refused = await photosWith('.localhost');
    assert.equal(refused.length, 2);
    for (const photo of refused) {
      await assert.rejects(
        readPhoto(photo),
        (error) => error instanceof PermanentError && /localhost mène à une adresse locale, privée/.test(error.message),
      );
    }
    for (const photo of await photosWith(local)) assert.deepEqual(await readPhoto(photo), png);
  });

  const signs =
    ', forbidden: { text: Accès refusé }, overload: { text: Trop de monde }, error: { selector: .err }, maintenance: { text: Maintenance }';
  const troubles: readonly [string, new (...given: never[]) => Error, RegExp][] = [
    ['/refused', PortalMismatchError, /refuse la demande/],
    ['/busy', PortalUnavailableError, /surchargé/],
    ['/wrong', PortalMismatchError, /signale une erreur .* : Requête incorrecte/],
    ['/works', PortalUnavailableError, /en maintenance/],
  ];
  for (const [path, kind, message] of troubles) {
    test(`trouble: ${path} is known by its sign, in a page and beside it`, async () => {
      const isKnown = (error: unknown) => error instanceof kind && message.test(error.message);
      await assert.rejects(open({ body: listOf(`{ goto: ${path} }`), site: signs }).listDay(day), isKnown);
      const body = `${listOf('{ goto: /one }')}
pages: { p: { load: html, open: ${path} } }
record: { values: { pto: { selector: p } } }`;
      await assert.rejects(open({ body, site: signs }).readRecord(row), isKnown);
    });
  }
});
