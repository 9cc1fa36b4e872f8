import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createCloseRun } from '../../../functions/close-run/close-run.ts';
import { createCollectNames } from '../../../functions/collect-names/collect-names.ts';
import { createCollectPhotos } from '../../../functions/collect-photos/collect-photos.ts';
import { createDeliverPhotos } from '../../../functions/deliver-photos/deliver-photos.ts';
import { createDescribePhotos } from '../../../functions/describe-photos/describe-photos.ts';
import { createFormatIntervention } from '../../../functions/format-intervention/format-intervention.ts';
import { createRenamePhotos } from '../../../functions/rename-photos/rename-photos.ts';
import { createSendIntervention } from '../../../functions/send-intervention/send-intervention.ts';
import { createHttpDestination } from '../../../shared/adapters/destination/http-destination.ts';
import { documentId } from '../../../shared/domain/interventions/document-id.ts';
import { type Intervention, type Stage, stages } from '../../../shared/domain/interventions/intervention.ts';
import { newIntervention } from '../../../shared/domain/interventions/merge-row.ts';
import { newRun } from '../../../shared/domain/interventions/run.ts';
import { openMemory, openRuns } from '../../../shared/pipeline/memory.ts';
import { createStage, type StageWork } from '../../../shared/pipeline/stage.ts';
import type { PortalReader } from '../../../shared/ports/portal.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { openTally } from '../../contract/tally.ts';
import { baselineJpeg, png } from '../../unit/domain/images/sample-images.ts';
import type { ExportHouse } from './export-house.ts';

const line = '\r\nBcc: voleur@exemple.fr\r\n';
/** What would be run, leave its folder, or begin a line of its own, where it is taken for more than words. */
export const worst = {
  reference: `../../../../../tmp/terrain-evade<img src=x onerror="pwned()">${line}`,
  client: `=HYPERLINK("http://voleur.example";"Mme Personne")`,
  time: '=1+1',
  departement: '../../etc/passwd',
  jeton: '@SUM(1+1)*cmd|calc',
  technicians: [`=cmd|' /C calc'!A0`, `<script>pwned()</script>${line}`],
  columns: { '=2+3': '<img src=x>' },
};
const photoNames = [`../../../../tmp/terrain-evade"${line}.jpg`, '..\\..\\CON.png'];

export interface Sent {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Takes that intervention through all stages of the pipeline, on the house's stores, to the warehouse. */
export async function sendWorstWords(house: ExportHouse, date: string) {
  const { documents, objects, warehouse } = house.ports;
  const clock = { now: () => new Date(`${date}T10:00:00.000Z`) };
  const at = clock.now().toISOString();
  const sent: Sent[] = [];
  const logged: string[] = [];
  const api = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('latin1');
    sent.push({ path: request.url ?? '', headers: request.headers, body });
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const destination = createHttpDestination({
    interventionsUrl: `${url}/interventions`,
    photoDataUrl: `${url}/photo-data`,
    photoUrl: `${url}/photos`,
    token: 'jeton',
  });
  const portal: PortalReader = {
    listDay: () => Promise.reject(new Error('not asked here')),
    readRecord: async () => ({
      row: {},
      pto: '+1<b>',
      photos: [baselineJpeg, png].map((bytes, index) => ({
        index: index + 1,
        source: `../../${index}`,
        name: photoNames[index] ?? null,
        open: async () => inOneChunk(bytes),
      })),
      expectedPhotos: 2,
      warnings: [`<img src=x>${line}`],
    }),
    readDocumentNames: async () => photoNames,
  };
  const { count } = openTally();
  const memory = openMemory(documents);
  const runs = openRuns(documents);
  const ports = { memory, publisher: { publish: async () => 'id' }, clock, count, owner: 'test' };
  const photos = { objects, bucket: 'photos' };
  const works: Readonly<Record<Stage, StageWork>> = {
    photos: createCollectPhotos({ portal, ...photos }),
    names: createCollectNames({ portal }),
    rename: createRenamePhotos(),
    format: createFormatIntervention({ withRegion: true, withPto: true }),
    send: createSendIntervention({ destination }),
    describe: createDescribePhotos({ destination }),
    deliver: createDeliverPhotos({ destination, clock, retentionDays: 1, ...photos }),
  };
  await memory.set(documentId(worst.reference), newIntervention({ ...worst, date }, 'run', at));
  const logger = createLogger({ function: 'test', write: (text) => logged.push(text) });
  for (const stage of stages)
    await createStage(stage, ports, works[stage])({ runId: 'run', reference: worst.reference }, { logger });
  const run = newRun(date, date, at);
  await runs.set('run', { ...run, collect: { ...run.collect, status: 'fait' } });
  await createCloseRun({ documents, memory, runs, warehouse, clock, count })({ runId: 'run' }, { logger });
  api.closeAllConnections();
  api.close();
  const kept: Intervention | undefined = await memory.get(documentId(worst.reference));
  return { sent, logged, kept };
}

async function* inOneChunk(bytes: Uint8Array) {
  yield bytes;
}
