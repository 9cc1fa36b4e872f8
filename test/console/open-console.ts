import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dayInZone } from '../../shared/domain/day.ts';
import { loadFunctions } from '../../shared/host/load-functions.ts';
import { serveFunctions } from '../../shared/host/serve.ts';
import { embeddedIssuer } from '../../shared/runtime/embedded-issuer.ts';
import { createLogger, writeLogsTo } from '../../shared/runtime/log.ts';
import { runShutdownHooks } from '../../shared/runtime/shutdown.ts';
import { embeddedCloud } from '../../shared/wiring/embedded-cloud.ts';
import { png } from '../unit/domain/images/sample-images.ts';
import { seedConsole } from './seed-console.ts';

/** The console as the host serves it, on a seeded folder of its own. */
export async function openConsole() {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-console-'));
  process.env.TERRAIN_DATA = folder;
  writeLogsTo(() => undefined);
  const cloud = embeddedCloud(folder);
  const today = dayInZone(new Date(), 'Europe/Paris');
  await seedConsole(cloud.documents, cloud.objects, today, png);
  await appendFile(
    path.join(folder, 'terrain.log'),
    `${JSON.stringify({ severity: 'WARNING', function: 'send-intervention', runId: 'run-now', interventionId: 'CRI-200', time: `${today}T07:20:00.000Z`, message: 'to be retried: <b>no</b>' })}\n`,
  );
  const { functions } = await loadFunctions(path.resolve(import.meta.dirname, '../../functions'), {
    wants: (name) => name === 'serve-console',
  });
  const host = await serveFunctions({
    functions,
    port: 0,
    logger: createLogger({ function: 'test', write: () => undefined }),
  });
  const token = (role: string) =>
    embeddedIssuer(folder).mintToken({ sub: 'u1', name: 'Zoé Été', role, ttlSeconds: 3600 });
  return {
    url: host.url,
    today,
    cloud,
    token,
    async close() {
      await host.close(0);
      await runShutdownHooks();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type OpenConsole = Awaited<ReturnType<typeof openConsole>>;
