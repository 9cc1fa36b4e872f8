import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
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
/** A lease ends after a minute: whoever waits for it shall not wait a minute more. */
const longestBackoffSeconds = 10;

/**
 * Stands between the emulator's pushes and the functions for what the emulator lacks: one instance of each function takes
 * no more messages at once than it may; a message that fails is tried again after its subscription's back-off, without
 * the others of the subscription having to wait (the emulator lets them all, for minutes); and a message whose tries are
 * used up goes to the dead-letter topic.
 */
export async function startRelay(functions: readonly DeployedFunction[], pubsub: PubSub) {
  const closing = new AbortController();
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

  /** @returns how many tries failed before the one that did not, or before the last. */
  async function deliverPatiently(target: DeployedFunction, path: string, body: string): Promise<number> {
    const { minBackoffSeconds, maxBackoffSeconds } = target.deploy.retry;
    for (let tries = 0; tries < mostTries(target); tries += 1) {
      if ((await deliver(target, path, body)) < 300) return tries;
      const seconds = Math.min(minBackoffSeconds * 2 ** tries, maxBackoffSeconds, longestBackoffSeconds);
      await sleep(seconds * 1000, undefined, { signal: closing.signal });
    }
    return mostTries(target);
  }

  async function push(incoming: IncomingMessage): Promise<number> {
    const [, name = '', ...rest] = (incoming.url ?? '').split('/');
    const target = functions.find((one) => one.name === name);
    if (target === undefined) return 404;
    const body = await text(incoming);
    const tries = await deliverPatiently(target, `/${rest.join('/')}`, body);
    if (tries < mostTries(target)) return 204;
    const { message, subscription } = pushSchema.parse(JSON.parse(body));
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
        if (!closing.signal.aborted) console.error('relay:', error);
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
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Dead letters are kept however long it takes. */
function mostTries({ deploy: { trigger, retry } }: DeployedFunction): number {
  return trigger.kind === 'messages' && trigger.deadLetters ? Number.POSITIVE_INFINITY : retry.attempts + refusedPushes;
}
