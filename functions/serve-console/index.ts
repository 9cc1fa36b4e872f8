import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { createPage } from '../../shared/pages/page.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { openRejected } from '../../shared/pipeline/operations/rejected-messages.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { onRequest } from '../../shared/runtime/on-request.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openAuthenticator } from '../../shared/wiring/authenticator.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { webEnvironment } from '../../shared/wiring/environment.ts';
import { loadExports } from '../../shared/wiring/load-exports.ts';
import { pageFiles } from '../../shared/wiring/page-files.ts';
import { openRunLog } from '../../shared/wiring/run-log.ts';
import { openTelemetry } from '../../shared/wiring/telemetry.ts';

const environment = readEnv(webEnvironment);
openTelemetry(environment);
const documents = openDocuments(environment);
const memory = openMemory(documents);
const authenticate = openAuthenticator(environment);
const page = createPage({
  section: 'console',
  zone: environment.TZ_BUSINESS,
  files: pageFiles(import.meta.dirname),
});
const ports = {
  documents,
  memory,
  runs: openRuns(documents),
  rejected: openRejected(documents, memory),
  objects: openObjects(environment),
  photosBucket: buckets.photos,
  publisher: openPublisher(environment),
  log: openRunLog(environment),
  clock: systemClock,
  zone: environment.TZ_BUSINESS,
};

onRequest(
  'serve-console',
  atFirstUse(async () => {
    const { createServeConsole } = await import('./serve-console.ts');
    const exports = [...(await loadExports()).values()];
    return createServeConsole({ ...ports, exports }, authenticate);
  }),
  { logger: createLogger({ function: 'serve-console', level: environment.LOG_LEVEL }), page },
);
