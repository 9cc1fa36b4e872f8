import { systemClock } from '../../shared/adapters/system/system-clock.ts';
import { interventionsDueSchema } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { leaseOwner, openDocuments, openObjects, openPublisher } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { onCloudMessage } from '../../shared/wiring/on-cloud-message.ts';
import { openPortal } from '../../shared/wiring/portal.ts';
import { createCollectInterventions } from './collect-interventions.ts';
import { openCollectLease } from './collect-lease.ts';

const environment = readEnv(portalEnvironment);
const documents = openDocuments(environment);

onCloudMessage(
  'collect-interventions',
  interventionsDueSchema,
  environment,
  createCollectInterventions({
    portal: await openPortal(environment),
    objects: openObjects(environment),
    bucket: buckets.tables,
    memory: openMemory(documents),
    runs: openRuns(documents),
    lease: openCollectLease(documents, systemClock, leaseOwner(environment)),
    publisher: openPublisher(environment),
    clock: systemClock,
    zone: environment.TZ_BUSINESS,
  }),
);
