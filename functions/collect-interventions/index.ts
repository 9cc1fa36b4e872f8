import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { interventionsDueSchema } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { atFirstUse } from '../../shared/runtime/at-first-use.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { count } from '../../shared/runtime/trace/telling.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { leaseOwner, openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { openPortal } from '../../shared/wiring/portal.ts';

const environment = readEnv(portalEnvironment);
const documents = openDocuments(environment);
const ports = {
  portal: await openPortal(environment, 'list'),
  objects: openObjects(environment),
  bucket: buckets.tables,
  memory: openMemory(documents),
  runs: openRuns(documents),
  publisher: openPublisher(environment),
  clock: systemClock,
  count,
  zone: environment.TZ_BUSINESS,
};

onCloudMessage(
  'collect-interventions',
  interventionsDueSchema,
  environment,
  atFirstUse(async () => {
    const { createCollectInterventions } = await import('./collect-interventions.ts');
    const { openCollectLease } = await import('./collect-lease.ts');
    const lease = openCollectLease(documents, systemClock, leaseOwner(environment));
    return createCollectInterventions({ ...ports, lease });
  }),
);
