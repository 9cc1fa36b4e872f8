import { RetryLaterError } from '../ports/failures.ts';
import type { Logger } from '../ports/logger.ts';
import type { DeliveredMessage, EmbeddedBroker, Subscription } from '../ports/messages.ts';
import { messageOf } from '../runtime/describe-error.ts';
import type { EventConsumer } from '../runtime/registry.ts';
import { deadLetterTopic } from './deploy.ts';
import type { LoadedFunction, LoadedFunctions } from './load-functions.ts';
import { toPubsubCloudEvent } from './pubsub-cloud-event.ts';

/** The subscription of each function that has messages, as its `deploy.json` says: the ones Terraform makes in the cloud. */
export function subscriptionsOf(
  functions: readonly Pick<LoadedFunction, 'name' | 'deploy'>[],
): readonly Subscription[] {
  const dead = functions
    .filter(({ deploy: { trigger } }) => trigger.kind === 'messages' && !trigger.deadLetters)
    .map(({ name }) => deadLetterTopic(name));
  return functions.flatMap(({ name, deploy: { trigger, concurrency, timeoutSeconds, retry } }): Subscription[] => {
    if (trigger.kind !== 'messages') return [];
    const { attempts: maxAttempts, minBackoffSeconds, maxBackoffSeconds } = retry;
    const ackDeadlineSeconds = timeoutSeconds;
    const common = { name, concurrency, ackDeadlineSeconds, minBackoffSeconds, maxBackoffSeconds, maxAttempts };
    // What keeps dead letters has no dead-letter topic, which would bring its failures back to it: it tries for ever.
    if (trigger.deadLetters) return [{ ...common, topics: [...trigger.topics, ...dead] }];
    return [{ ...common, topics: trigger.topics, deadLetterTopic: deadLetterTopic(name) }];
  });
}

/**
 * Delivers messages to the functions from now on; those for functions that are left out wait. A subscription of a former
 * start that has no folder any more (`declared`) hears no more, and its waiting messages are kept. `stop` resolves once no
 * delivery is under way.
 */
export async function startDeliveries(
  { functions, declared, leftOut }: LoadedFunctions,
  broker: EmbeddedBroker,
  logger: Logger,
): Promise<{ stop(): Promise<void> }> {
  const stranded = await broker.keepOnly(declared);
  for (const [name, messages] of Object.entries(stranded)) {
    logger.warn('no function of this name any more: its messages are kept until it is back', {
      function: name,
      messages,
    });
  }
  for (const subscription of subscriptionsOf(leftOut)) {
    const waiting = await broker.subscribe(subscription, async () => {
      throw new Error(`${subscription.name} is left out`);
    });
    await waiting.stop();
  }
  const started = await Promise.all(
    subscriptionsOf(functions).map(async (subscription) => {
      const target = functions.find(({ name }) => name === subscription.name);
      if (target?.registered.kind !== 'messages') throw new Error(`no function ${subscription.name} hears messages`);
      const { consume } = target.registered;
      return broker.subscribe(subscription, (message) => deliverTo(consume, subscription, message, logger));
    }),
  );
  return {
    async stop() {
      await Promise.all(started.map((subscription) => subscription.stop()));
    },
  };
}

async function deliverTo(
  consume: EventConsumer,
  subscription: Subscription,
  message: DeliveredMessage,
  logger: Logger,
): Promise<void> {
  try {
    await consume(toPubsubCloudEvent(message, subscription.name));
  } catch (error) {
    logger.warn(`delivery failed, ${nextStep(subscription, message.attempt, error)}: ${messageOf(error)}`, {
      function: subscription.name,
      messageId: message.id,
      topic: message.topic,
      attempt: message.attempt,
    });
    throw error;
  }
}

function nextStep(subscription: Subscription, attempt: number, error: unknown): string {
  const { maxAttempts, minBackoffSeconds, maxBackoffSeconds, deadLetterTopic: dead } = subscription;
  if (attempt >= maxAttempts && dead !== undefined) return `given up, kept through ${dead}`;
  const backoffSeconds = Math.min(minBackoffSeconds * 2 ** (attempt - 1), maxBackoffSeconds);
  return `next try in about ${error instanceof RetryLaterError ? error.afterSeconds : backoffSeconds} s`;
}
