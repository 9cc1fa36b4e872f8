import type { TestContext } from 'node:test';
import { PubSub } from '@google-cloud/pubsub';
import { type DeployedFunction, deployFunctions } from './functions.ts';
import { projectId, startGoogleProject } from './google-project.ts';
import { startRelay } from './relay.ts';
import { makeSubscriptions } from './subscriptions.ts';

export interface Deployment {
  /** The functions' variables. */
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What lies in the bucket `settings` before anything starts. */
  readonly objects?: Readonly<Record<string, Uint8Array>>;
  /** All of them when not said. */
  readonly names?: readonly string[] | undefined;
}

export type DeployedProject = Awaited<ReturnType<typeof deployProject>>;

/** Every function of the deployment in a process of its own, on a project of this machine, until the test is over. */
export async function deployProject(t: TestContext, { settings, secrets, objects = {}, names }: Deployment) {
  const parts = new AsyncDisposableStack();
  t.after(() => parts.disposeAsync());
  const project = await startGoogleProject(secrets);
  parts.defer(() => project.close());
  for (const [name, body] of Object.entries(objects)) await project.objects.write('settings', name, body);
  const pubsub = new PubSub({ projectId });
  parts.defer(() => pubsub.close());
  const functions = await deployFunctions({ ...settings, ...project.environment }, names);
  const relay = await startRelay(functions, pubsub);
  parts.defer(() => relay.close());
  parts.defer(async () => {
    await Promise.all(functions.map((one) => one.stop()));
  });
  await makeSubscriptions(functions, pubsub, relay.url);
  return { project, functions, pubsub, relay };
}

/** Shows what the functions wrote. */
export function printOutputs(functions: readonly DeployedFunction[]): void {
  for (const { name, output } of functions) console.log(`=== ${name}\n${output().slice(-3000)}`);
}

/** Those that hear one of these topics. */
export function hearing(functions: readonly DeployedFunction[], topics: readonly string[]): DeployedFunction[] {
  return functions.filter(
    ({ deploy: { trigger } }) => trigger.kind === 'messages' && trigger.topics.some((topic) => topics.includes(topic)),
  );
}
