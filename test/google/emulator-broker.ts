import { type Message, PubSub } from '@google-cloud/pubsub';
import pLimit from 'p-limit';
import { createPubsubPublisher } from '../../shared/adapters/pubsub/pubsub-publisher.ts';
import type { DeliveredMessage, MessageBroker, Subscription } from '../../shared/ports/messages.ts';

/**
 * The publisher of the cloud with Pub/Sub's emulator behind it, whose messages are pulled. Only for the contract: in the
 * cloud Pub/Sub pushes. It counts attempts and the backlog itself, because the emulator tells neither.
 */
export function createEmulatorBroker(projectId: string): MessageBroker & { close(): Promise<void> } {
  const publisher = createPubsubPublisher({ projectId });
  const admin = new PubSub({ projectId });
  const topics = new Map<string, Promise<unknown>>();
  /** The ids that each subscription has to acknowledge, and those that it has: a delivery may overtake its publish's answer. */
  const pending = new Map<string, Set<string>>();
  const acknowledged = new Map<string, Set<string>>();
  const listeners = new Map<string, Set<string>>();

  const ensureTopic = (name: string) => {
    const made = topics.get(name) ?? admin.createTopic(name);
    topics.set(name, made);
    return made;
  };

  async function ensureSubscription({ name, minBackoffSeconds, maxBackoffSeconds }: Subscription, topic: string) {
    await ensureTopic(topic);
    const heard = listeners.get(topic) ?? new Set();
    listeners.set(topic, heard);
    const subscription = admin.subscription(`${name}.${topic}`);
    if (heard.has(name)) return subscription;
    heard.add(name);
    const retryPolicy = { minimumBackoff: duration(minBackoffSeconds), maximumBackoff: duration(maxBackoffSeconds) };
    await admin.createSubscription(topic, `${name}.${topic}`, { retryPolicy });
    return subscription;
  }

  return {
    async publish(topic, data, attributes) {
      await ensureTopic(topic);
      const id = await publisher.publish(topic, data, attributes);
      for (const name of listeners.get(topic) ?? []) {
        if (acknowledged.get(name)?.has(id) !== true) pending.get(name)?.add(id);
      }
      return id;
    },
    async subscribe(subscription, deliver) {
      const { name, concurrency } = subscription;
      const unacknowledged = pending.get(name) ?? new Set();
      pending.set(name, unacknowledged);
      const done = acknowledged.get(name) ?? new Set();
      acknowledged.set(name, done);
      const limit = pLimit(concurrency);
      const attempts = new Map<string, number>();
      const underWay = new Set<Promise<void>>();
      let isStopped = false;

      const take = async (topic: string, message: Message) => {
        if (isStopped) return message.nack();
        const attempt = (attempts.get(message.id) ?? 0) + 1;
        attempts.set(message.id, attempt);
        try {
          await deliver(toDelivered(topic, message, attempt));
        } catch {
          // Failed: it comes again after its back-off.
          return message.nack();
        }
        message.ack();
        unacknowledged.delete(message.id);
        done.add(message.id);
      };
      const pulled = await Promise.all(
        subscription.topics.map(async (topic) => {
          const found = await ensureSubscription(subscription, topic);
          found.setOptions({ flowControl: { maxMessages: concurrency, allowExcessMessages: false } });
          found.on('message', (message: Message) => {
            const taken = limit(() => take(topic, message)).finally(() => underWay.delete(taken));
            underWay.add(taken);
          });
          return found;
        }),
      );
      return {
        async stop() {
          isStopped = true;
          while (underWay.size > 0) await Promise.all(underWay);
          await Promise.all(pulled.map((one) => one.close()));
        },
      };
    },
    backlog: async () => Object.fromEntries([...pending].map(([name, ids]) => [name, ids.size])),
    async close() {
      await publisher.close();
      await admin.close();
    },
  };
}

function toDelivered(topic: string, message: Message, attempt: number): DeliveredMessage {
  return {
    id: message.id,
    topic,
    data: JSON.parse(message.data.toString()),
    attributes: message.attributes,
    publishedAt: new Date(message.publishTime.getTime()).toISOString(),
    attempt,
  };
}

function duration(seconds: number) {
  return { seconds: Math.floor(seconds), nanos: Math.round((seconds % 1) * 1e9) };
}
