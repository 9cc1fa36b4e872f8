import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';

/** A program of the Google Cloud SDK that stands for a service on this machine. */
interface Emulator {
  readonly name: string;
  readonly program: string;
  readonly command: readonly string[];
}

export const firestoreEmulator: Emulator = {
  name: 'Firestore',
  program: 'platform/cloud-firestore-emulator/cloud_firestore_emulator',
  command: ['start'],
};
export const pubsubEmulator: Emulator = {
  name: 'Pub/Sub',
  program: 'platform/pubsub-emulator/bin/cloud-pubsub-emulator',
  command: [],
};

export interface RunningEmulator {
  /** `127.0.0.1:port` */
  readonly host: string;
  stop(): Promise<void>;
}

const startLimitMs = 30_000;

/** Why the emulator cannot run on this machine, or undefined when it can. */
export async function emulatorMissing(...emulators: readonly Emulator[]): Promise<string | undefined> {
  const root = await sdkRoot();
  if (root === undefined) return 'the Google Cloud SDK (gcloud) is not on this machine';
  const missing = emulators.find(({ program }) => !existsSync(path.join(root, program)));
  if (missing !== undefined) return `the Google Cloud SDK of this machine has no ${missing.name} emulator`;
  return (await answers('java', ['-version'])) === undefined ? 'Java is not on this machine' : undefined;
}

/** Starts the emulator on a free port and waits until it answers. */
export async function startEmulator({ name, program, command }: Emulator): Promise<RunningEmulator> {
  const root = await sdkRoot();
  if (root === undefined) throw new Error('gcloud is not on this machine');
  const port = await freePort();
  // A group of its own: the program is a shell script whose child is Java.
  const child = spawn(path.join(root, program), [...command, '--host=127.0.0.1', `--port=${port}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, JAVA_TOOL_OPTIONS: '-Xmx512m' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const killGroup = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  };
  process.on('exit', killGroup);
  exitOnSignals();
  const gone = once(child, 'exit');
  const stop = async () => {
    process.off('exit', killGroup);
    killGroup();
    await gone;
  };
  const deadline = Date.now() + startLimitMs;
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the ${name} emulator did not start within ${startLimitMs} ms:\n${output}`);
    }
    await delay(50);
  }
  return { host: `127.0.0.1:${port}`, stop };
}

let listensToSignals = false;

/** A test file that is interrupted leaves no emulator behind: a signal alone would end it without its `exit` handlers. */
function exitOnSignals(): void {
  if (listensToSignals) return;
  listensToSignals = true;
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGINT', () => process.exit(130));
}

async function isAnswering(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    // Not yet: nothing listens, or it does not answer.
    return false;
  }
}

let root: Promise<string | undefined> | undefined;

/** Where the Google Cloud SDK is, as it says itself. */
function sdkRoot(): Promise<string | undefined> {
  root ??= answers('gcloud', ['info', '--format=value(installation.sdk_root)']);
  return root;
}

/** What the program prints; undefined when it is not there or fails. */
async function answers(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: 30_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}
