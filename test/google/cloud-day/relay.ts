import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PubSub } from '@google-cloud/pubsub';
import pLimit from 'p-limit';
import * as z from 'zod';
import { deadLetterTopic } from '../../../shared/host/deploy.ts';
import { deadLetterAttributes } from '../../../shared/ports/messages.ts';
import type { DeployedFunction } from './functions.ts';

const pushSchema = z.object({
  subscription: z.string(),
  message: z.object({
    data: z.string().default(''),
    messageId: z.string(),
    publishTime: z.string(),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
});
/** A push that finds every instance busy counts as a try like any other: Terraform adds as many. */
const refusedPushes = 20;

/**
 * Stands between the emulator's pushes and the functions for what the emulator lacks: one instance of each function takes
 * no more messages at once than it may, and a message whose tries are used up goes to the dead-letter topic.
 */
export async function startRelay(functions: readonly DeployedFunction[], pubsub: PubSub) {
  const failures = new Map<string, number>();
  const limits = new Map(functions.map(({ name, deploy }) => [name, pLimit(deploy.concurrency)]));
  const deadLetters: string[] = [];

  async function deliver(target: DeployedFunction, path: string, body: string): Promise<number> {
    const limit = limits.get(target.name);
    if (limit === undefined) return 503;
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await limit(async () =>
        fetch(`${await target.url()}${path}`, { method: 'POST', headers, body }),
      );
      await response.arrayBuffer();
      return response.status;
    } catch {
      // Killed before it answered.
      return 503;
    }
  }

  async function push(incoming: IncomingMessage): Promise<number> {
    const [, name = '', ...rest] = (incoming.url ?? '').split('/');
    const target = functions.find((one) => one.name === name);
    if (target === undefined) return 404;
    const body = await text(incoming);
    const status = await deliver(target, `/${rest.join('/')}`, body);
    if (status < 300) return status;
    const { message, subscription } = pushSchema.parse(JSON.parse(body));
    const key = `${subscription} ${message.messageId}`;
    const tries = (failures.get(key) ?? 0) + 1;
    failures.set(key, tries);
    if (target.deploy.trigger.kind !== 'messages' || target.deploy.trigger.deadLetters) return status;
    if (tries < target.deploy.retry.attempts + refusedPushes) return status;
    deadLetters.push(`${name}: ${Buffer.from(message.data, 'base64')}`);
    await pubsub.topic(deadLetterTopic(name)).publishMessage({
      data: Buffer.from(message.data, 'base64'),
      attributes: {
        ...message.attributes,
        [deadLetterAttributes.deliveryCount]: String(tries),
        [deadLetterAttributes.subscription]: subscription.split('/').at(-1) ?? '',
        [deadLetterAttributes.publishTime]: message.publishTime,
      },
    });
    return 200;
  }

  const server = createServer((incoming, response) => {
    push(incoming).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        console.error('relay:', error);
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deadLetters,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
