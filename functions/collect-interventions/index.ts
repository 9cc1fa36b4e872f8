import { interventionsDueSchema } from '../../shared/messages/interventions.ts';
import { openMemory, openRuns } from '../../shared/pipeline/memory.ts';
import { onMessage } from '../../shared/runtime/on-message.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { buckets } from '../../shared/wiring/buckets.ts';
import { openCloud } from '../../shared/wiring/cloud.ts';
import { portalEnvironment } from '../../shared/wiring/environment.ts';
import { openPortal } from '../../shared/wiring/portal.ts';
import { createCollectInterventions } from './collect-interventions.ts';
import { openCollectLease } from './collect-lease.ts';

const name = 'collect-interventions';
const environment = readEnv(portalEnvironment);
const cloud = openCloud(name, environment);
const { documents, objects, publisher, clock, owner, logger } = cloud;

onMessage(
  { name, schema: interventionsDueSchema, rejected: documents, logger },
  createCollectInterventions({
    portal: await openPortal(environment, cloud),
    objects,
    bucket: buckets.tables,
    memory: openMemory(documents),
    runs: openRuns(documents),
    lease: openCollectLease(documents, clock, owner),
    publisher,
    clock,
    zone: environment.TZ_BUSINESS,
  }),
);
