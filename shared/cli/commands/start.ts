import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDoors, type Doors } from '../../host/doors.ts';
import { sections } from '../../pages/sections.ts';
import { signInLink } from '../../pages/sign-in-link.ts';
import { embeddedIssuer } from '../../runtime/embedded-issuer.ts';
import type { DemoWorld } from '../demo-world.ts';
import { describeLeftOut } from '../describe-left-out.ts';
import {
  type HostEnvironment,
  loadDotEnv,
  type OpenHost,
  openHost,
  readHostEnvironment,
  takeFolder,
} from '../embedded-host.ts';
import { listenForStop, pause, stoppingMessage } from '../stop-request.ts';
import { UsageError } from '../usage.ts';

/**
 * `start [--once] [--port N] [--no-demo]`: the embedded cloud, the demo world, one run of the interventions with its
 * summary; then the host keeps serving until Ctrl+C. `--once` ends after the run.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      once: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: true },
      port: { type: 'string' },
    },
  });
  loadDotEnv();
  const environment = readHostEnvironment();
  const port = values.port === undefined ? environment.PORT : readPort(values.port);
  // The demo keeps a journal in the folder: only who has the folder may open it.
  const lock = values.demo ? await takeFolder(environment, port) : undefined;
  const demo = lock === undefined ? undefined : await openDemo(environment);
  try {
    const doors = createDoors();
    const opened = await openHost(environment, port, {
      doors,
      // Who is to run today's interventions cannot do without them.
      mayLeaveOut: (name) => name !== 'collect-interventions' || !(values.once || values.demo),
      worksForOthers: true,
      ...(lock === undefined ? {} : { lock }),
    });
    return await serve(opened, doors, values.once, demo, environment);
  } finally {
    await demo?.close();
  }
}

/** Loaded only when asked for: it brings an image library. */
async function openDemo(environment: HostEnvironment): Promise<DemoWorld> {
  const { openDemoWorld } = await import('../demo-world.ts');
  return openDemoWorld(path.join(environment.TERRAIN_DATA, 'demo'), environment);
}

async function serve(
  opened: OpenHost,
  doors: Doors,
  once: boolean,
  demo: DemoWorld | undefined,
  environment: HostEnvironment,
): Promise<number> {
  const { url } = opened.host;
  const stop = listenForStop();
  const write = (text: string) => process.stdout.write(text);
  try {
    if (demo?.standsAlone) {
      const { seedAtOnce } = await import('../demo-seeds/fill-demo.ts');
      await seedAtOnce(opened, environment.TZ_BUSINESS);
    }
    write(`Terrain est ouvert sur ${url}\n  données  ${environment.TERRAIN_DATA}\n  journal  ${opened.logFile}\n`);
    if (demo !== undefined) write(`${demo.description}\n`);
    write(describeLeftOut(opened.leftOut));
    const { mintToken } = embeddedIssuer(environment.TERRAIN_DATA);
    const token = await mintToken({
      sub: 'demo',
      name: 'Démonstration',
      ttlSeconds: 24 * 3600,
      // DIR sees everybody's visits.
      claims: { roles: ['admin', 'DIR'] },
    });
    const links = describePages(opened.host, doors, token);
    // They end with this process.
    write(once ? '\n' : `${links}\n\n`);
    if (once || demo !== undefined) {
      const { runInterventions } = await import('../run-interventions.ts');
      const status = await runInterventions(opened, {}, process.stdout, stop);
      if (once || stop.aborted) return status;
      // The first lines have left the screen.
      write(`\nTerrain continue de servir, jusqu’à Ctrl+C. ${links}\n`);
    } else write('Terrain sert jusqu’à Ctrl+C.\n');
    if (demo?.standsAlone) {
      const { fillDemo } = await import('../demo-seeds/fill-demo.ts');
      await fillDemo(opened, environment, process.stdout, stop);
    }
    while (!stop.aborted) await pause(undefined, stop);
    write(`\n${stoppingMessage}`);
    return 0;
  } finally {
    await opened.close();
  }
}

/** Where the pages are: links that sign in, short enough for a line. */
function describePages({ url, functions }: OpenHost['host'], doors: Doors, token: string): string {
  const served = functions.flatMap(({ deploy: { trigger } }) => (trigger.kind === 'http' ? [trigger.prefix] : []));
  const pages = Object.values(sections).filter(({ prefix }) => served.includes(prefix));
  return [
    'Pages, par ces liens qui vous connectent pour un jour :',
    ...pages.map(({ label, prefix }) => `  ${label.padEnd(14)} ${url}${doors.open(signInLink(`${prefix}/`, token))}`),
  ].join('\n');
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port : « ${text} » n’est pas un port`);
  return port;
}
