import { FolderTakenError } from '../adapters/sqlite/folder-lock.ts';
import {
  type HostEnvironment,
  type OpenHost,
  type OpenHostOptions,
  openEmbedded,
  openHost,
  takeFolder,
} from './embedded-host.ts';
import { logToFile } from './log-file.ts';
import { listenForStop, pause } from './stop-request.ts';

/** What a command needs that asks functions for work and follows it, whoever's they are. */
export interface Workplace extends Pick<OpenHost, 'documents' | 'broker' | 'memory' | 'runs' | 'logFile' | 'close'> {
  /** Aborted when the command is to end before its work has: it was asked to, or nobody can do the work any more. */
  readonly stop: AbortSignal;
  /** The functions that nobody works for here, for want of variables. */
  readonly leftOut: () => readonly string[];
}

/** How often a command looks whether the host that works for it is still there. */
const lookMilliseconds = 500;

/** `openHost` for a command, which ends when it is asked to stop. */
export async function openWorkplace(environment: HostEnvironment, options: OpenHostOptions): Promise<Workplace> {
  const opened = await openHost(environment, 0, options);
  return { ...opened, stop: listenForStop(), leftOut: () => opened.leftOut.map(({ name }) => name) };
}

/**
 * `openWorkplace`; where another Terrain already works on the folder, that one does the work, with its configuration: the
 * folder is taken first, so that this process's is not asked for then.
 */
export async function openOrJoinHost(environment: HostEnvironment, options: OpenHostOptions = {}): Promise<Workplace> {
  try {
    return await openWorkplace(environment, { ...options, lock: await takeFolder(environment, 0) });
  } catch (error) {
    if (!(error instanceof FolderTakenError) || error.owner?.port == null) throw error;
    process.stdout.write(`Un Terrain travaille déjà sur ${environment.TERRAIN_DATA} : il s’en charge.\n`);
    return joinHost(environment, options, error.owner.leftOut);
  }
}

/** Beside the host that has the folder; once that one is gone, this process does what it left. */
function joinHost(environment: HostEnvironment, options: OpenHostOptions, leftOut: readonly string[]): Workplace {
  const ended = new AbortController();
  const forsaken = new AbortController();
  const successor = succeedHost(environment, options, ended.signal);
  let own: OpenHost | undefined;
  void successor.then(
    (opened) => {
      own = opened;
    },
    // Why is told by `close`.
    () => forsaken.abort(),
  );
  return {
    ...openEmbedded(environment),
    logFile: logToFile(environment.TERRAIN_DATA),
    stop: AbortSignal.any([listenForStop(), forsaken.signal]),
    leftOut: () => own?.leftOut.map(({ name }) => name) ?? leftOut,
    async close() {
      ended.abort();
      await (await successor)?.close();
    },
  };
}

/** Opens a host as soon as the folder is free. @returns undefined when the work ended before. */
async function succeedHost(
  environment: HostEnvironment,
  options: OpenHostOptions,
  ended: AbortSignal,
): Promise<OpenHost | undefined> {
  while (!ended.aborted) {
    await pause(lookMilliseconds, ended);
    const lock = ended.aborted ? undefined : await takeFolderIfFree(environment);
    if (lock === undefined) continue;
    process.stdout.write('Ce Terrain n’est plus là : cette commande fait la suite elle-même.\n');
    return openHost(environment, 0, { ...options, lock });
  }
  return undefined;
}

async function takeFolderIfFree(environment: HostEnvironment) {
  try {
    return await takeFolder(environment, 0);
  } catch (error) {
    if (error instanceof FolderTakenError) return undefined;
    throw error;
  }
}
