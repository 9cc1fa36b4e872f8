import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { createCollectPhotos } from '../../../functions/collect-photos/collect-photos.ts';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { newIntervention } from '../../../shared/domain/interventions/merge-row.ts';
import { createRunReport } from '../../../shared/domain/interventions/run-report.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { silent } from './demo-portal.ts';
import { openPagePortal, servePages } from './page-server.ts';

const startedAt = '2026-11-20T06:00:00.000Z';
const row = {
  reference: 'R1',
  client: '',
  date: '2026-11-20',
  time: '',
  departement: '',
  jeton: '',
  technicians: [],
  columns: {},
};
const picture = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

test('7. previews are kept, and the intervention and its run’s report say that they may be', async (t) => {
  const [first, second, third] = await Promise.all([
    picture(300, 225, '#a00'),
    picture(300, 400, '#0a0'),
    picture(300, 200, '#00a'),
  ]);
  const site = await servePages({
    '/record': '<img src="/1.jpg"><img src="/placeholder.gif" data-src="/2.jpg"><img src="/3.jpg">',
    '/1.jpg': (_, response) => void response.end(first),
    '/2.jpg': (_, response) => void response.end(second),
    '/3.jpg': (_, response) => void response.end(third),
  });
  const folder = await temporaryFolder();
  const portal = openPagePortal(
    site.address,
    `list: { steps: [{ goto: / }], empty: { text: rien }, rows: { selector: tr }, columns: { reference: { selector: a }, date: { selector: b, format: dd/MM/yyyy } } }
pages: { record: { load: html, open: /record } }
record: { photos: { sources: [{ each: img }] } }`,
  );
  t.after(async () => {
    await portal.close();
    await site.close();
    await folder.remove();
  });
  const collect = createCollectPhotos({ portal, objects: createFileObjects(folder.path), bucket: 'photos' });
  const fresh = newIntervention(row, 'run-1', startedAt);
  const change = await collect(fresh, { logger: silent, attempt: 1, save: async () => undefined });
  const intervention = change(fresh);
  assert.deepEqual(
    intervention.photos.map(({ source, width, height }) => [source, width, height]),
    [
      ['/1.jpg', 300, 225],
      ['/2.jpg', 300, 400],
      ['/3.jpg', 300, 200],
    ],
  );
  assert.deepEqual(intervention.refusedPhotos, []);
  assert.match(intervention.warnings.join('\n'), /photos très petites.* : n° 1 \(300 × 225\), n° 2 \(300 × 400\)/);
  assert.match(intervention.warnings.join('\n'), /les 3 photos ont toutes 300 pixels de large/);

  async function* interventions() {
    yield intervention;
  }
  const { warnings } = await createRunReport(interventions(), { startedAt });
  assert.deepEqual(
    warnings.map(({ reference, warning }) => [reference, warning]),
    intervention.warnings.map((warning) => ['R1', warning]),
  );
});
