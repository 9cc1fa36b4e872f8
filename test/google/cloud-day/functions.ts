import path from 'node:path';
import pLimit from 'p-limit';
import type { Deploy } from '../../../shared/host/deploy.ts';
import { functionNames, readDeploy } from '../../../shared/host/load-functions.ts';
import { type FrameworkProcess, startUnderFramework } from '../../integration/framework-process.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const startedAtOnce = 4;

/** One function in a process of its own, which may be killed and is started again. */
export interface DeployedFunction {
  readonly name: string;
  readonly deploy: Deploy;
  /** Where it listens, once it does: while it is being started again, who calls waits, as the platform lets calls wait. */
  url(): Promise<string>;
  output(): string;
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts each function's bundle in `dist/`, as the cloud gets it, under functions-framework: all of them, or these. */
export async function deployFunctions(
  environment: Readonly<Record<string, string>>,
  names?: readonly string[],
): Promise<DeployedFunction[]> {
  const limit = pLimit(startedAtOnce);
  const started = await Promise.allSettled(
    (names ?? (await functionNames(path.join(root, 'functions')))).map((name) =>
      limit(() => deployFunction(name, path.join(root, 'dist', name, 'index.mjs'), environment)),
    ),
  );
  const functions = started.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const failures = started.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  if (failures.length === 0) return functions;
  await Promise.all(functions.map((one) => one.stop()));
  throw new AggregateError(failures, failures.map(String).join('\n'));
}

/** The functions that hear one of these topics, and the one that keeps what they refuse. */
export async function namesHearing(topics: readonly string[]): Promise<readonly string[]> {
  const names = await functionNames(path.join(root, 'functions'));
  const deploys = await Promise.all(names.map((name) => readDeploy(path.join(root, 'functions', name, 'deploy.json'))));
  return names.filter((_, index) => {
    const trigger = deploys[index]?.trigger;
    if (trigger?.kind !== 'messages') return false;
    return trigger.deadLetters || trigger.topics.some((topic) => topics.includes(topic));
  });
}

async function deployFunction(
  name: string,
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<DeployedFunction> {
  const deploy = await readDeploy(path.join(root, 'functions', name, 'deploy.json'));
  const start = () => startUnderFramework(bundle, name, environment);
  let before = '';
  const killAndStart = async (killed: FrameworkProcess | undefined) => {
    await killed?.kill();
    before += `${killed?.output()}\n--- killed ---\n`;
    return start();
  };
  let starting = start();
  let running: FrameworkProcess | undefined = await starting;
  return {
    name,
    deploy,
    url: async () => (await starting).url,
    output: () => before + (running?.output() ?? ''),
    async killAndRestart() {
      const killed = running;
      running = undefined;
      starting = killAndStart(killed);
      running = await starting;
    },
    async stop() {
      await running?.stop();
    },
  };
}
