import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import sharp from 'sharp';

const colours = ['crimson', 'teal', 'gold', 'navy'] as const;
const visits = [
  { reference: 'T-1', time: '08:30', technicians: ['Ana'], photos: ['compteur.png', 'façade.png'] },
  { reference: 'T-2', time: '10:00', technicians: ['Ana', 'Zoé'], photos: [] },
  { reference: 'T-3', time: '14:15', technicians: ['Malo'], photos: ['prise.png', 'prise.png'] },
];

export interface SmallPortal {
  readonly url: string;
  /** The sha256 of each photo by the name that it has to be delivered under. */
  readonly photos: Readonly<Record<string, string>>;
  close(): void;
}

/** "Agenda des tournées", as plain as a portal gets: a code, two pages of visits a day, photos in the page itself. */
export async function startSmallPortal(code: string): Promise<SmallPortal> {
  const bytes = await Promise.all(colours.map(drawPhoto));
  const [first = '', second = '', third = '', fourth = ''] = bytes.map(sha256);
  let drawn = 0;
  const cards = new Map(
    visits.map(({ reference, photos }) => {
      const images = photos.map((name) => {
        const source = `data:image/png;base64,${bytes[drawn++]?.toString('base64')}`;
        return `<p class=photo><img alt="${name}" src="${source}"></p>`;
      });
      const shown = images.join('') || 'Pas de photo';
      return [reference, `<h1>${reference}</h1><p><b>Prise :</b> P-${reference}</p>${shown}`];
    }),
  );

  const pages = (path: string): string | undefined => {
    const [, kind = '', name = '', page = '1'] = path.split('/');
    if (kind === 'carte') return cards.get(name);
    if (kind !== 'jour') return '';
    const shown = page === '1' ? visits.slice(0, 2) : visits.slice(2);
    const rows = shown.map(
      ({ reference, time, technicians }) =>
        `<li class=rdv><b>${reference}</b> <time datetime="${name}">${time}</time> ${technicians.map((one) => `<i>${one}</i>`).join(' ')}`,
    );
    const next = page === '1' ? `<a class=suite href="/jour/${name}/2">suite</a>` : '';
    return `<h1>Le ${name}</h1><p class=total>${visits.length} rendez-vous</p><ul>${rows.join('')}</ul>${next}`;
  };
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    let given = '';
    for await (const chunk of request) given += String(chunk);
    const isKnown = request.headers.cookie?.includes(`code=${code}`) === true;
    if (request.method === 'POST' && new URLSearchParams(given).get('code') === code) {
      response.writeHead(303, { location: '/', 'set-cookie': `code=${code}; Path=/; HttpOnly` }).end();
    } else if (!isKnown) {
      const problem = request.method === 'POST' ? '<p>Code inconnu</p>' : '';
      response.end(
        `${problem}<form method=post><input name=qui><input name=code type=password><button>Entrer</button></form>`,
      );
    } else {
      const content = pages(request.url ?? '/');
      if (content === undefined) response.statusCode = 404;
      response.end(`<!doctype html><header>Bonjour</header>${content ?? 'inconnu'}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    photos: { 'compteur.png': first, 'façade.png': second, 'prise.png': third, 'prise_1.png': fourth },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function drawPhoto(background: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
