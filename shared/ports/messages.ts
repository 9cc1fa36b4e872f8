import type { DocumentData } from './documents.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Sends messages to topics (Pub/Sub; SQLite when embedded). */
export interface Publisher {
  /**
   * Resolves with the message's id once the message is safe: from then on every subscription of the topic gets it at
   * least once, however often the process dies. Order is not promised.
   */
  publish(topic: string, message: DocumentData, attributes?: Attributes): Promise<string>;
}

export interface DeliveredMessage {
  readonly id: string;
  readonly topic: string;
  readonly data: DocumentData;
  readonly attributes: Attributes;
  /** ISO 8601 UTC, the instant of the publish. */
  readonly publishedAt: string;
  /** 1 on the first delivery. */
  readonly attempt: number;
}

/** Facts of a subscription; the same words as Pub/Sub's. */
export interface Subscription {
  readonly name: string;
  readonly topics: readonly string[];
  /** How many deliveries may be under way at once. */
  readonly concurrency: number;
  /** A delivery that neither returns nor throws within this time is given to somebody again. */
  readonly ackDeadlineSeconds: number;
  readonly minBackoffSeconds: number;
  readonly maxBackoffSeconds: number;
  /** After this many failed deliveries the message is published on `deadLetterTopic` and acknowledged. */
  readonly maxAttempts: number;
  readonly deadLetterTopic?: string;
}

/**
 * The attributes of a dead-lettered message, under Pub/Sub's own names; the message's own attributes stay beside them.
 * Pub/Sub does not say the topic: in the cloud a subscription is named `function.topic`.
 * Source: https://cloud.google.com/pubsub/docs/handling-failures
 */
export const deadLetterAttributes = {
  deliveryCount: 'CloudPubSubDeadLetterSourceDeliveryCount',
  subscription: 'CloudPubSubDeadLetterSourceSubscription',
  publishTime: 'CloudPubSubDeadLetterSourceTopicPublishTime',
  topic: 'TerrainDeadLetterSourceTopic',
} as const;

/** A publisher that also delivers. Only the host and tests use it: in the cloud Pub/Sub delivers by itself. */
export interface MessageBroker extends Publisher {
  /**
   * Declares the subscription and starts to deliver. A handler that returns acknowledges; one that throws is called again
   * after a back-off that doubles from `minBackoffSeconds` to `maxBackoffSeconds` (or after the `RetryLaterError`'s own time).
   * Messages published to its topics before the subscription was first declared are not delivered (Pub/Sub's rule).
   */
  subscribe(
    subscription: Subscription,
    deliver: (message: DeliveredMessage) => Promise<void>,
  ): Promise<{ stop(): Promise<void> }>;
  /** Messages not yet acknowledged: waiting, in back-off or under way, by subscription name. */
  backlog(): Promise<Readonly<Record<string, number>>>;
}

/** A broker that remembers its subscriptions itself; in the cloud Terraform removes those that no function declares. */
export interface EmbeddedBroker extends MessageBroker {
  /**
   * Every other subscription hears no more messages from now on. What waits for it is kept, and delivered when it is
   * declared again: a function whose folder is missing for a while loses nothing that was published before.
   * @returns how many messages wait, by the name of each such subscription that has some.
   */
  keepOnly(names: readonly string[]): Promise<Readonly<Record<string, number>>>;
}
