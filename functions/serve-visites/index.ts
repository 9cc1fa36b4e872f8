import { resvgPng } from '../../shared/adapters/resvg/resvg-png.ts';
import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { createPage } from '../../shared/pages/page.ts';
import { openDeliveredTables } from '../../shared/pipeline/delivery/delivered-tables.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { createLogger } from '../../shared/runtime/log.ts';
import { onRequest } from '../../shared/runtime/on-request.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { openAuthenticator } from '../../shared/wiring/authenticator.ts';
import { openDocuments, openObjects, openWarehouse } from '../../shared/wiring/cloud.ts';
import { visitesEnvironment } from '../../shared/wiring/environment.ts';
import { pageFiles } from '../../shared/wiring/page-files.ts';
import { openTelemetry } from '../../shared/wiring/telemetry.ts';

const environment = readEnv(visitesEnvironment);
openTelemetry(environment);
const objects = openObjects(environment);
const tables = openDeliveredTables(visitesSet, {
  documents: openDocuments(environment),
  warehouse: openWarehouse(environment),
});
const authenticate = openAuthenticator(environment);
const logger = createLogger({ function: 'serve-visites', level: environment.LOG_LEVEL });
const page = createPage({
  section: 'analyses',
  zone: environment.TZ_BUSINESS,
  files: pageFiles(import.meta.dirname),
});
const ports = {
  currentVersion: async () => (await tables.current())?.version ?? null,
  refreshSeconds: environment.VISITES_REFRESH_SECONDS,
  makePng: resvgPng,
  clock: systemClock,
  logger,
};
// Counting a snapshot takes this process's own time; the warehouse's jobs only wait.
const jobsAtOnce = 8;

async function openEngine() {
  if (environment.VISITES_ENGINE === 'snapshot') {
    const { createSnapshotEngine } = await import('./engines/snapshot-engine.ts');
    return { engine: createSnapshotEngine(objects), countsAtOnce: 1 };
  }
  const { createWarehouseEngine } = await import('./engines/warehouse-engine.ts');
  return { engine: createWarehouseEngine(tables.query), countsAtOnce: jobsAtOnce };
}

onRequest(
  'serve-visites',
  atFirstUse(async () => {
    const { createServeVisites } = await import('./serve-visites.ts');
    return createServeVisites({ ...ports, ...(await openEngine()) }, authenticate);
  }),
  { logger, page },
);
