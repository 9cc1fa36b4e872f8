import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../child-environment.ts';
import { freePort } from '../free-port.ts';

const root = path.resolve(import.meta.dirname, '../..');
const frameworkMain = 'node_modules/@google-cloud/functions-framework/build/src/main.js';
const startLimitMs = 60_000;

export interface FrameworkProcess {
  readonly url: string;
  /** Everything the function has written on its outputs so far. */
  readonly output: () => string;
  /** Stops it as the platform does, with SIGTERM, and resolves once it is gone. */
  stop(): Promise<void>;
  /** Ends it at once, with SIGKILL, and resolves once it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a function in a process of its own, under the functions-framework that runs it in the cloud, and resolves once
 * it listens. The entry is the folder's `index.ts` (or the bundle, when its `.mjs` is named), given whole to `--source`: the framework resolves a folder only
 * through a `package.json` with a `main`, and native TypeScript needs the nearest `package.json` to say `"type": "module"`.
 */
export async function startUnderFramework(
  functionDirectory: string,
  target: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<FrameworkProcess> {
  const isFile = functionDirectory.endsWith('.mjs');
  const source = path.resolve(root, functionDirectory, isFile ? '' : 'index.ts');
  return startFramework([frameworkMain, `--source=${source}`], root, target, environment);
}

/** Starts a function's bundle as the platform does: in its folder, by the functions-framework installed there. */
export async function startBundle(
  folder: string,
  target: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<FrameworkProcess> {
  return startFramework([frameworkMain], folder, target, environment);
}

async function startFramework(
  args: readonly string[],
  cwd: string,
  target: string,
  environment: Readonly<Record<string, string>>,
): Promise<FrameworkProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [...args, `--target=${target}`, `--port=${port}`], {
    cwd,
    env: { ...childEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const stop = () => stopChild(child, 'SIGTERM');
  const deadline = Date.now() + startLimitMs;
  while (!output.includes('URL: ')) {
    if (child.exitCode !== null) throw new Error(`${target} ended at its start:\n${output}`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${target} did not start within ${startLimitMs} ms:\n${output}`);
    }
    await sleep(20);
  }
  return { url: `http://127.0.0.1:${port}`, output: () => output, stop, kill: () => stopChild(child, 'SIGKILL') };
}

async function stopChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(kill);
}

export interface PostOptions {
  readonly messageId?: string;
  readonly publishedAt?: string;
  /** `eventarc`: the binary CloudEvent of an Eventarc trigger · `push`: the raw body of a Pub/Sub push subscription. */
  readonly format?: 'eventarc' | 'push';
  readonly deliveryAttempt?: number;
}

/** Posts a message as Pub/Sub does; `data` is an object to be sent as JSON, or a text to be sent as it is. */
export async function postPubsubEvent(
  url: string,
  topic: string,
  data: object | string,
  attributes: Readonly<Record<string, string>> = {},
  options: PostOptions = {},
): Promise<Response> {
  const { messageId = String(Date.now()), publishedAt = new Date().toISOString(), format = 'eventarc' } = options;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const body = JSON.stringify({
    message: {
      data: Buffer.from(text).toString('base64'),
      attributes,
      messageId,
      message_id: messageId,
      publishTime: publishedAt,
      publish_time: publishedAt,
    },
    subscription: `projects/p/subscriptions/${topic}-sub`,
    deliveryAttempt: options.deliveryAttempt,
  });
  const headers = { 'content-type': 'application/json' };
  if (format === 'push') {
    return fetch(`${url}/projects/p/topics/${topic}?__GCP_CloudEventsMode=CUSTOM_PUBSUB`, {
      method: 'POST',
      headers,
      body,
    });
  }
  const event = {
    'ce-id': messageId,
    'ce-type': 'google.cloud.pubsub.topic.v1.messagePublished',
    'ce-specversion': '1.0',
    'ce-source': `//pubsub.googleapis.com/projects/p/topics/${topic}`,
    'ce-time': publishedAt,
  };
  return fetch(`${url}/`, { method: 'POST', headers: { ...headers, ...event }, body });
}
