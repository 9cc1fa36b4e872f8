import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { InterventionRow } from '../../../shared/domain/interventions/intervention.ts';
import { PermanentError } from '../../../shared/ports/failures.ts';
import { PortalMismatchError } from '../../../shared/ports/portal.ts';
import { readPhoto } from './demo-portal.ts';
import { servePages, sharePages } from './page-server.ts';

const day = '2026-11-20';
const row: InterventionRow = {
  reference: 'R 1/2',
  client: 'Martin',
  date: day,
  time: '',
  departement: '',
  jeton: '',
  technicians: ['du tableau'],
  columns: { id: '7' },
};
const tableRow = (reference: string, date = '20/11/2026 09:00') =>
  `<tr class=r><td>${reference}</td><td>${date}</td></tr>`;
const columns = `
  columns:
    reference: { selector: 'td:nth-child(1)' }
    date: { selector: 'td:nth-child(2)', format: dd/MM/yyyy HH:mm }
`;
const listOf = (steps: string, more = '') => `
list:
  steps:
${steps}
  empty: { selector: '#none' }
  total: { selector: '#total' }
  rows: { selector: tr.r ${more} }
${columns}`;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a recipe on small pages', { concurrency: 1 }, () => {
  let site: Awaited<ReturnType<typeof servePages>>;
  let hops: string[];
  const browser = sharePages();
  const open = (body: string) => browser.open(site.address, { body });

  before(async () => {
    hops = [];
    const table = (rows: string, total: number, next = '') =>
      `<p id=total>${total} lignes</p><table>${rows}</table>${next}`;
    site = await servePages({
      '/form': `<input id=d onchange="if (/^\\d+$/.test(this.value)) this.value = '01/01/1970'">
        <input id=cal onfocus="c.hidden = false"><div id=c hidden style="position:fixed;inset:0;background:#eee">calendrier</div>
        <script>addEventListener('keydown', (e) => { if (e.key === 'Escape') c.hidden = true })</script>
        <button id=go onclick="location = '/list'">ok</button>`,
      '/covered': '<button id=go>ok</button><div id=veil style="position:fixed;inset:0"></div>',
      '/list': table(tableRow('A') + tableRow('B'), 3, '<a class=next href="/list2">suite</a>'),
      '/list2': table(tableRow('C'), 3, '<a class="next disabled" href="/list2">suite</a>'),
      '/short': table(tableRow('A'), 5),
      '/other-day': table(tableRow('A', '21/11/2026 09:00'), 1),
      '/bad-row': table(tableRow('A') + tableRow('B', 'bientôt'), 2),
      '/silent': '<p id=total>0 ligne</p>',
      '/record': `<dl><dt>Référence :</dt><dd>R 1/2</dd><dt>PTO</dt><dd>00045678</dd></dl><p><b>Équipe : </b>Le&nbsp;Gall / Zoé, A.</p>
        <figure><img src="${`data:image/png;base64,${png.toString('base64')}`}"><figcaption>a.png</figcaption></figure>
        <figure><a href="/file?id=2"><img data-src="/thumb/2"></a></figure>
        <figure><img srcset="/small 1x, /file?id=3 2x"></figure>
        <figure style="background-image: url('/file?id=4')"></figure>
        <figure><img class=logo src="/logo.png"></figure>
        <figure><a href="/notice.pdf">notice.pdf</a></figure>
        <figure><a href="/thumbs/9.jpg">p</a></figure>
        <figure><a href="/to-metadata">m.jpg</a></figure><figure><a href="http://10.9.8.7/x.jpg">x.jpg</a></figure>
        <figure><figcaption>vide.jpg</figcaption></figure>`,
      '/file': (request, response) => {
        response.writeHead(200, {
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': `attachment; filename*=UTF-8''%C3%A9t%C3%A9${new URL(request.url ?? '', 'http://x').searchParams.get('id')}.png`,
        });
        response.end(png);
      },
      '/originals/9.jpg': (_, response) => void response.end(png),
      '/to-metadata': (_, response) => {
        hops.push('asked');
        response.writeHead(302, { Location: 'http://169.254.169.254/computeMetadata/v1/' }).end();
      },
    });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const goto = (path: string) => `    - goto: ${path}`;

  test('rows of a list without an export come from all its pages', async () => {
    const { rows, raw } = await open(listOf(goto('/list'), ', next: a.next')).listDay(day);
    assert.deepEqual(
      rows.map(({ reference, time }) => [reference, time]),
      [
        ['A', '09:00'],
        ['B', '09:00'],
        ['C', '09:00'],
      ],
    );
    assert.equal(raw.extension, 'json');
  });

  const mistakes: readonly [string, string, RegExp][] = [
    ['fewer rows than the portal says', goto('/short'), /annonce 5 interventions, la liste en donne 1/],
    ['a row of another day', goto('/other-day'), /le filtre n’a pas tenu : une ligne est du 21\/11\/2026/],
    ['no row and no word about it', goto('/silent'), /aucune ligne, mais le portail ne dit pas/],
    [
      'a date that the page turns into another',
      `${goto('/form')}\n    - fill: '#d'\n      with: '{date:ddMMyyyy}'`,
      /« 01\/01\/1970 » au lieu de « 20112026 »/,
    ],
    ['a button that something covers', `${goto('/covered')}\n    - click: '#go'`, /est recouvert par « div#veil »/],
    [
      'a selector that finds nothing',
      `${goto('/covered')}\n    - click: '#vei'`,
      /« #vei » ne trouve rien ; les plus proches : #veil/,
    ],
  ];
  for (const [name, steps, message] of mistakes) {
    test(`${name} is an error that says so`, async () => {
      await assert.rejects(open(listOf(steps)).listDay(day), (error) => {
        assert.ok(error instanceof PortalMismatchError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  test('a row that cannot be read is set apart with its line and its reason', async () => {
    const { rows, rejects } = await open(listOf(goto('/bad-row'))).listDay(day);
    assert.equal(rows.length, 1);
    assert.deepEqual(
      rejects.map(({ line, reason }) => [line, reason]),
      [[2, 'date « bientôt » illisible (dd/MM/yyyy HH:mm)']],
    );
  });

  test('3. a calendar is closed before the button under it is clicked, and the page that follows is waited for', async () => {
    const steps = `${goto('/form')}\n    - fill: '#cal'\n      with: '{date:dd/MM/yyyy}'\n      calendar: '#c'\n    - click: '#go'\n    - wait: { selector: a.next }`;
    assert.equal((await open(listOf(steps, ', next: a.next')).listDay(day)).rows.length, 3);
  });

  for (const load of ['page', 'html']) {
    describe(`a record read as ${load}`, () => {
      const recipe = () => `${listOf(goto('/list'))}
pages:
  record: { load: ${load}, open: '/record?r={reference}', identity: { caption: Référence } }
record:
  values:
    pto: { caption: PTO }
    client: [{ row: client }, { caption: Nobody }]
    technicians: { caption: Équipe, split: ' / ', pick: all }
  photos:
    sources:
      - each: figure
        name: [{ from: header }, { selector: 'figcaption, a' }]
        rewrite: [{ pattern: '/thumbs/', replace: /originals/ }]
        exclude: [{ selector: img.logo }]
`;
      test('gives its values as text and its photos in order, without logo and document', async () => {
        const record = await open(recipe()).readRecord(row);
        assert.equal(record.pto, '00045678');
        assert.deepEqual(record.row, {
          client: 'Martin',
          technicians: ['Le\u00a0Gall', 'Zoé, A.'],
          techniciansText: 'Le\u00a0Gall / Zoé, A.',
        });
        const found = record.photos.map(({ source }) => source.replace(/^inline:.*/, 'inline'));
        const styled = load === 'page' || found.includes('/file?id=4') ? ['/file?id=4'] : [];
        assert.deepEqual(found, [
          'inline',
          '/file?id=2',
          '/file?id=3',
          ...styled,
          '/originals/9.jpg',
          '/to-metadata',
          '/x.jpg',
        ]);
        assert.equal(record.photos[0]?.name, 'a.png');
        assert.deepEqual(await readPhoto(record.photos[0]), png);
        assert.deepEqual(await readPhoto(record.photos[1]), png);
        assert.equal(record.photos[1]?.name, 'été2.png');
        assert.deepEqual(record.warnings, ['1 photo(s) nommée(s) sans lien dans le portail']);
      });
      test('goes to no host that the recipe does not name, nor to a metadata service by a redirect', async () => {
        const { photos } = await open(recipe()).readRecord(row);
        for (const source of ['/to-metadata', '/x.jpg']) {
          await assert.rejects(readPhoto(photos.find((photo) => photo.source === source)), (error) => {
            assert.ok(error instanceof PermanentError);
            assert.match(error.message, /adresse refusée/);
            return true;
          });
        }
        assert.ok(hops.length > 0);
      });
      test('that is another one than was asked for is an error', async () => {
        await assert.rejects(
          open(recipe()).readRecord({ ...row, reference: 'R 9' }),
          /montre « R 1\/2 » au lieu de « R 9 »/,
        );
      });
    });
  }
});
