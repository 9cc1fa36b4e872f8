import { PubSub, type Topic } from '@google-cloud/pubsub';
import { messageText } from '../../ports/message-text.ts';
import type { Publisher } from '../../ports/messages.ts';
import { publishOptions } from './publish-options.ts';
import { toPortFailure } from './pubsub-failures.ts';

export interface PubsubOptions {
  readonly projectId: string;
  /** How long one message may be tried in all; 30 s unless said. */
  readonly limitMs?: number;
}

/**
 * Publishes to the project's topics; to the emulator's when `PUBSUB_EMULATOR_HOST` is set (the client's own rule).
 * Messages of the same few milliseconds go out together. `close` sends what waits, then ends the connections.
 */
export function createPubsubPublisher({
  projectId,
  limitMs = 30_000,
}: PubsubOptions): Publisher & { close(): Promise<void> } {
  const client = new PubSub({ projectId });
  const topics = new Map<string, Topic>();
  const topicOf = (name: string) => {
    const topic = topics.get(name) ?? client.topic(name, publishOptions(limitMs));
    topics.set(name, topic);
    return topic;
  };

  return {
    async publish(topic, message, attributes = {}) {
      const { data } = messageText(topic, message, attributes);
      try {
        return await topicOf(topic).publishMessage({ data: Buffer.from(data), attributes: { ...attributes } });
      } catch (error) {
        throw toPortFailure(topic, projectId, error);
      }
    },
    async close() {
      await Promise.all([...topics.values()].map((topic) => topic.flush()));
      await client.close();
    },
  };
}
