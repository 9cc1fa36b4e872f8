import path from 'node:path';
import { type FolderLock, lockFolder } from '../adapters/sqlite/folder-lock.ts';
import { systemClock } from '../adapters/system/system-clock.ts';
import type { Doors } from '../host/doors.ts';
import { type Host, startHost } from '../host/host.ts';
import { loadFunctions } from '../host/load-functions.ts';
import { openMemory, openRuns } from '../pipeline/memory.ts';
import { commonEnv } from '../runtime/common-env.ts';
import { embeddedIssuer } from '../runtime/embedded-issuer.ts';
import { createLogger } from '../runtime/log.ts';
import { ConfigurationError, readEnv } from '../runtime/read-env.ts';
import { embeddedCloud } from '../wiring/embedded-cloud.ts';
import { cloudEnvironment } from '../wiring/environment.ts';
import { exportSchedules } from '../wiring/export-schedules.ts';
import { checkDataFolder } from './check-data-folder.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { logToFile } from './log-file.ts';

const { TZ_BUSINESS, PORT } = commonEnv();
const hostEnvironment = cloudEnvironment.extend({ TZ_BUSINESS, PORT });
/** Where the functions are. */
export const functionsDirectory = path.join(import.meta.dirname, '../../functions');

/** What the commands that work on the embedded cloud read of the environment. @throws ConfigurationError */
export function readHostEnvironment() {
  const environment = readEnv(hostEnvironment);
  if (environment.TERRAIN_CLOUD !== 'embedded') {
    throw new ConfigurationError('Cette commande travaille sur le nuage embarqué : TERRAIN_CLOUD=embedded.');
  }
  checkDataFolder(environment.TERRAIN_DATA);
  return environment;
}
export type HostEnvironment = ReturnType<typeof readHostEnvironment>;

/** Reads `.env` of the working folder when there is one; what the environment says already wins. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** The embedded cloud's documents and messages, for a command that starts no function. */
export function openEmbedded(environment: HostEnvironment) {
  const { documents, broker } = embeddedCloud(environment.TERRAIN_DATA).open();
  return { documents, broker, memory: openMemory(documents), runs: openRuns(documents) };
}

/** Takes the environment's folder for this process. @throws FolderTakenError */
export function takeFolder({ TERRAIN_DATA }: HostEnvironment, port: number): Promise<FolderLock> {
  return lockFolder(TERRAIN_DATA, { port: port === 0 ? null : port });
}

export interface OpenHostOptions {
  /** Which functions are loaded; all unless said. */
  readonly wants?: (functionName: string) => boolean;
  /** Which of them are left out when they lack variables; none unless said. */
  readonly mayLeaveOut?: (functionName: string) => boolean;
  /** False: no schedule fires, only what is published is done. */
  readonly schedules?: boolean;
  /** The folder, when it was taken before; it is given back at the end all the same. */
  readonly lock?: FolderLock;
  /** Short addresses that lead to long ones. */
  readonly doors?: Doors;
  /** Commands that find the folder taken may ask this host for any work. */
  readonly worksForOthers?: boolean;
}

/**
 * Loads the functions, takes the folder and starts the host on it. Functions read the process's environment when they are
 * loaded: whatever a demo world adds to it must be there before. What is wrong with it is told before anything is touched.
 * @throws FolderTakenError, ConfigurationError
 */
export async function openHost(environment: HostEnvironment, port: number, options: OpenHostOptions = {}) {
  const { TERRAIN_DATA, TZ_BUSINESS: zone, LOG_LEVEL: level } = environment;
  const loaded = await loadFunctions(functionsDirectory, options).catch((error: unknown) => {
    options.lock?.release();
    throw error;
  });
  const lock = options.lock ?? (await takeFolder(environment, port));
  const logFile = logToFile(TERRAIN_DATA);
  const embedded = openEmbedded(environment);
  const { publicKeys } = embeddedIssuer(TERRAIN_DATA);
  const host: Host = await startHost({
    loaded,
    ...(options.schedules === undefined ? {} : { schedules: options.schedules }),
    moreSchedules: options.schedules === false ? [] : await exportSchedules(),
    broker: embedded.broker,
    documents: embedded.documents,
    clock: systemClock,
    port,
    zone,
    publicKeys,
    ...(options.doors === undefined ? {} : { doors: options.doors }),
    logger: createLogger({ function: 'host', level }),
  });
  keepHeapSmall(loaded.functions.some(({ name }) => name === 'collect-photos') ? 'photos' : 'rows');
  if (options.worksForOthers) {
    lock.announce({ port: Number(new URL(host.url).port), leftOut: loaded.leftOut.map(({ name }) => name) });
  }
  const close = async () => {
    await host.close();
    lock.release();
  };
  return { ...embedded, host, leftOut: loaded.leftOut, logFile, close };
}
export type OpenHost = Awaited<ReturnType<typeof openHost>>;
