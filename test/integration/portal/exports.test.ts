import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import { type PortalDay, PortalMismatchError } from '../../../shared/ports/portal.ts';
import { servePages, sharePages } from './page-server.ts';

const day = '2026-11-20';
const header = 'Référence;Client;Rendez-vous';
const lines = (...rows: string[]) => `${rows.join('\r\n')}\r\n`;
const good = lines(header, 'A;Martin;20/11/2026 09:00', 'B;Le Gall;20/11/2026 10:30');
const format = 'dd/MM/yyyy HH:mm';
const windows1252 = (text: string) =>
  Buffer.from(text.replaceAll('œ', '\u009c').replaceAll('’', '\u0092').replaceAll('–', '\u0096'), 'latin1');

describe('an export', { concurrency: 1 }, () => {
  let site: Awaited<ReturnType<typeof servePages>>;
  let file: string | Uint8Array = good;
  let total = 2;
  let served: IncomingMessage['headers'][] = [];
  const browser = sharePages();

  before(async () => {
    const attack = '<!doctype html><p>Requête prise pour une attaque</p>';
    site = await servePages({
      '/list': (_, response) =>
        void response
          .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': 'sid=7f; Path=/; HttpOnly' })
          .end(`<p id=total>${total}</p><a id=csv href="/export.csv?day=1">CSV</a><span id=text>CSV</span>`),
      // As a portal did: without the session's cookie and a Referer, a page about an attack with status 200.
      '/export.csv': (request: IncomingMessage, response: ServerResponse) => {
        const { cookie, referer } = request.headers;
        if (cookie !== 'sid=7f' || referer !== `${site.address}/list`) {
          response.writeHead(200, { 'Content-Type': 'text/html' }).end(attack);
          return;
        }
        served.push(request.headers);
        response.writeHead(200, { 'Content-Type': 'text/csv' }).end(file);
      },
      '/page': attack,
    });
  });
  afterEach(() => {
    served = [];
    file = good;
    total = 2;
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const list = (
    way = "fetch: '/export.csv?day={date}'",
    columns = '',
    date = `{ column: Rendez-vous, format: ${format} }`,
  ) => {
    const body = `list:
  steps: [{ goto: /list }]
  empty: { selector: '#none' }
  total: { selector: '#total' }
  export: { ${way} }
  columns: { reference: { column: Référence }, client: { column: [Client, Nom du client] }, date: ${date}${columns} }`;
    return browser.open(site.address, { body }).listDay(day);
  };
  const cells = ({ rows }: PortalDay) => rows.map(({ reference, client, time }) => [reference, client, time]);
  const expected = [
    ['A', 'Martin', '09:00'],
    ['B', 'Le Gall', '10:30'],
  ];
  const isMismatch = (message: RegExp) => (error: unknown) =>
    error instanceof PortalMismatchError && message.test(error.message);

  for (const [name, way] of [
    ['by a link', "link: '#csv'"],
    ['by an address', "fetch: '/export.csv?day={date}'"],
  ] as const) {
    test(`${name} is fetched with the session’s cookie and the page as Referer`, async () => {
      assert.deepEqual(cells(await list(way)), expected);
      assert.equal(served.length, 1);
    });
  }
  test('by a link that is none says so', () =>
    assert.rejects(list("link: '#text'"), isMismatch(/list\.export\.link : « #text » n’est pas un lien/)));
  test('6. that is a page instead of a table is an error', () =>
    assert.rejects(list('fetch: /page'), isMismatch(/répond par une page au lieu de la table/)));
  test('12. cut at a limit has fewer rows than the portal’s total', async () => {
    total = 5;
    await assert.rejects(list(), isMismatch(/annonce 5 interventions, la liste en donne 2/));
  });

  const drifts: readonly [string, string | Uint8Array][] = [
    ['with a byte order mark', `\ufeff${good}`],
    ['with another delimiter', good.replaceAll(';', ',')],
    ['with tabs', good.replaceAll(';', '\t')],
    [
      'with columns in another order and new ones',
      lines(
        'Ville;Rendez-vous;Client;Référence',
        'Brest;20/11/2026 09:00;Martin;A',
        'Vannes;20/11/2026 10:30;Le Gall;B',
      ),
    ],
    ['with a column under its other accepted name', good.replace('Client', 'NOM DU CLIENT')],
    ['with accents and case of the header changed', good.replace('Référence', 'reference')],
    ['with guards and no-break spaces around', good.replace('Martin', '\u00a0Martin ')],
  ];
  for (const [name, given] of drifts) {
    test(`13. ${name} is read as before`, async () => {
      file = given;
      assert.deepEqual(cells(await list()), expected);
    });
  }

  test('13. in windows-1252 keeps its letters', async () => {
    file = windows1252(good.replace('Martin', 'Cœur – L’Œil'.replace('Œ', 'œ')));
    assert.equal((await list()).rows[0]?.client, 'Cœur – L’œil');
  });
  test('13. whose letters are lost is an error (U+FFFD), or a warning (a lone question mark)', async () => {
    file = good.replace('Martin', 'C\ufffdur');
    await assert.rejects(list(), isMismatch(/caractères perdus/));
    file = good.replace('Martin', 'C?ur');
    assert.match((await list()).warnings.join(), /1 ligne\(s\) ont un « \? » à la place d’une lettre/);
  });
  test('13. whose column is gone is an error that lists those found', async () => {
    file = good.replace('Référence', 'Numéro');
    await assert.rejects(list(), isMismatch(/« Référence » introuvable ; colonnes trouvées : « Numéro », « Client »/));
  });
  test('13. with a line that has too few cells, or a stray quote, sets that line apart and keeps the others', async () => {
    file = lines(header, 'A;Martin', 'C;"Du"pont;20/11/2026 08:00', 'B;Le Gall;20/11/2026 10:30');
    total = 3;
    const listed = await list();
    assert.deepEqual(
      listed.rows.map(({ reference }) => reference),
      ['B'],
    );
    assert.deepEqual(
      listed.rejects.map(({ line }) => line),
      [2, 3],
    );
  });

  test('whose dates are written in another zone is read in the portal’s', async () => {
    file = lines(header, 'A;Martin;2026-11-19 23:15', 'B;Le Gall;2026-11-20 22:45');
    const date = '{ column: Rendez-vous, format: yyyy-MM-dd HH:mm, zone: UTC }';
    assert.deepEqual(cells(await list(undefined, '', date)), [
      ['A', 'Martin', '00:15'],
      ['B', 'Le Gall', '23:45'],
    ]);
  });
  test('whose values look like numbers keeps them as text', async () => {
    file = lines(`${header};Jeton`, '00012;Martin;20/11/2026 09:00;12E45678', '2A;Le Gall;20/11/2026 10:30;00045678');
    const { rows } = await list(undefined, ', jeton: { column: Jeton }');
    assert.deepEqual(
      rows.map(({ reference, jeton }) => [reference, jeton]),
      [
        ['00012', '12E45678'],
        ['2A', '00045678'],
      ],
    );
  });
});
