import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { startDemoWorld } from '../../shared/demo/world.ts';
import { dayInZone, formatDay } from '../../shared/domain/day.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { servePages } from '../integration/portal/page-server.ts';
import { filesIn } from './end-state.ts';
import { runTerrain, worldEnvironment } from './terrain-process.ts';

const day = dayInZone(new Date(), 'Europe/Paris');
const recipe = `
name: Liste abîmée
pace: { timeoutSeconds: 2 }
sites: { portal: { url: secret:LIST_URL } }
list:
  steps: [{ goto: /list }]
  empty: { text: Rien }
  export: { link: a#csv }
  columns:
    reference: { column: Référence }
    client: { column: Client }
    date: { column: RDV, format: dd/MM/yyyy HH:mm }
pages: { card: { load: html, open: '/card/{reference}' } }
record:
  photos: { sources: [{ each: .photo }] }
names: { items: { selector: .document, pick: all } }
`;

/** A customer's API, and a portal whose list is that text. */
async function arrange(t: TestContext, header: string, lines: readonly string[]) {
  const folder = await temporaryFolder();
  const card = '<p>une fiche sans photo</p>';
  const [world, site] = await Promise.all([
    startDemoWorld({ day, count: 1, dataDirectory: path.join(folder.path, 'world') }),
    servePages({
      '/list': '<a id=csv href="/export.csv">CSV</a>',
      '/export.csv': (_request, response) => {
        response.setHeader('content-type', 'text/csv; charset=utf-8');
        response.end([header, ...lines, ''].join('\r\n'));
      },
      '/card/A-1': card,
      '/card/A-6': card,
    }),
  ]);
  t.after(async () => {
    await site.close();
    await world.close();
    await folder.remove();
  });
  const file = path.join(folder.path, 'recipe.yaml');
  await writeFile(file, recipe);
  const data = path.join(folder.path, 'data');
  return {
    world,
    data,
    file,
    environment: { ...worldEnvironment(world, data), PORTAL_RECIPE: file, LIST_URL: site.address },
  };
}

test('rows that cannot be read are named with their line and reason, unknown columns are left alone, the others go on', async (t) => {
  const at = (time: string) => `${formatDay(day)} ${time}`;
  const { world, data, environment } = await arrange(t, 'Référence;Client;RDV;Colonne inconnue', [
    `A-1;Martin;${at('09:00')};x`,
    'A-2;Durand;bientôt;x',
    `;Sans référence;${at('09:30')};x`,
    `A-4;"Le Gall;${at('10:00')};x`,
    `A-5;Trop;${at('10:30')};x;y;z`,
    `A-6;Petit;${at('11:00')};x`,
  ]);
  const { status, output } = await runTerrain(['run', 'interventions'], environment);
  assert.equal(status, 1, output);
  for (const said of [
    /ligne 3 de la liste illisible : date « bientôt » illisible/,
    /ligne 4 de la liste illisible : référence vide/,
    /ligne 5 de la liste illisible : guillemet ouvert et jamais fermé/,
    /ligne 6 de la liste illisible : 6 cases au lieu de 4/,
    /Lignes illisibles +4/,
    /gardées dans objects\/portal-tables\/rejects\/run-/,
  ]) {
    assert.match(output, said);
  }
  const sent = world.destination.effects().interventions.map(({ cle }) => cle);
  assert.deepEqual(sent.sort(), ['A-1', 'A-6']);
  const [kept] = filesIn(data, 'portal-tables').filter((name) => name.endsWith('.ndjson'));
  assert.ok(kept !== undefined);
});

test('a column that the recipe names and the list lacks is told, with the columns that are there', async (t) => {
  const { file, environment, world } = await arrange(t, 'Référence;Client;Rendez-vous', ['A-1;Martin;x']);
  const { status, output } = await runTerrain(['portal', 'check', file], environment);
  assert.equal(status, 1, output);
  assert.match(output, /colonne « RDV » introuvable ; colonnes trouvées : « Référence », « Client », « Rendez-vous »/);
  assert.deepEqual(world.destination.effects().interventions, []);
});

test('a secret that the recipe names and nobody gave is named before anything starts', async (t) => {
  const { environment, data } = await arrange(t, 'Référence', []);
  const { LIST_URL: _, ...without } = environment;
  const { status, output } = await runTerrain(['run', 'interventions'], without);
  assert.equal(status, 2, output);
  assert.match(output, /recipe\.yaml demande des secrets qui manquent :\n- LIST_URL\n/);
  assert.equal(existsSync(data), false, 'nothing was started');
});
