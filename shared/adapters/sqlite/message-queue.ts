import type { DatabaseSync } from 'node:sqlite';
import type { DocumentData } from '../../ports/documents.ts';
import { messageText } from '../../ports/message-text.ts';
import {
  type Attributes,
  type DeliveredMessage,
  deadLetterAttributes,
  type Subscription,
} from '../../ports/messages.ts';
import { openBrokerTables } from './broker-tables.ts';
import { inTransaction } from './sqlite-failures.ts';

/** The persistent part of the broker: every method is one transaction, and times are Unix milliseconds. */
export interface MessageQueue {
  /** @returns the message's id and the subscriptions that have to deliver it. */
  publish(topic: string, data: DocumentData, attributes: Attributes, nowMs: number): Published;
  /** Notes its topics, in place of those it had. */
  declare(subscription: Subscription): void;
  /** Frees what a former process, dead by now, had under way for it. */
  takeOver(subscription: string): void;
  /** Forgets the topics of every subscription but these. @returns how many deliveries wait for each that has some. */
  retireOthers(kept: readonly string[]): Readonly<Record<string, number>>;
  /** Begins up to `limit` due deliveries. */
  take(subscription: string, limit: number, nowMs: number): readonly DeliveredMessage[];
  /** When the next delivery that is not under way is due, or undefined when there is none. */
  nextDueMs(subscription: string): number | undefined;
  /** Ends the delivery. Without effect when it is not the delivery under way any more; the same holds for the next two. */
  acknowledge(subscription: string, message: DeliveredMessage): void;
  postpone(subscription: string, message: DeliveredMessage, dueMs: number): void;
  /** Publishes the message on the dead-letter topic and acknowledges it. @returns who has to deliver it now. */
  deadLetter(
    subscription: string,
    topic: string,
    message: DeliveredMessage,
    deliveries: number,
    nowMs: number,
  ): readonly string[];
  /** False once the database is closed: nothing can be read or written any more. */
  isOpen(): boolean;
  backlog(): Readonly<Record<string, number>>;
}

export interface Published {
  readonly id: string;
  readonly subscriptions: readonly string[];
}

/** Messages and deliveries in a SQLite file that this process owns. */
export function createMessageQueue(database: DatabaseSync): MessageQueue {
  openBrokerTables(database);
  const listeners = database.prepare('SELECT subscription FROM subscription_topics WHERE topic = ?');
  const insertMessage = database.prepare(
    'INSERT INTO messages (topic, data, attributes, published_at) VALUES (?, ?, ?, ?)',
  );
  const insertDelivery = database.prepare('INSERT INTO deliveries (message_id, subscription, due_at) VALUES (?, ?, ?)');
  const forgetTopics = database.prepare('DELETE FROM subscription_topics WHERE subscription = ?');
  const insertTopic = database.prepare('INSERT INTO subscription_topics (subscription, topic) VALUES (?, ?)');
  const free = database.prepare('UPDATE deliveries SET leased = 0 WHERE subscription = ? AND leased = 1');
  const selectDue = database.prepare(
    'SELECT message_id, attempt, topic, data, attributes, published_at FROM deliveries JOIN messages ON id = message_id ' +
      'WHERE subscription = ? AND leased = 0 AND due_at <= ? ORDER BY due_at, message_id LIMIT ?',
  );
  const lease = database.prepare(
    'UPDATE deliveries SET leased = 1, attempt = attempt + 1 WHERE message_id = ? AND subscription = ?',
  );
  const earliest = database.prepare('SELECT min(due_at) AS due FROM deliveries WHERE subscription = ? AND leased = 0');
  const removeDelivery = database.prepare(
    'DELETE FROM deliveries WHERE message_id = ? AND subscription = ? AND attempt = ? AND leased = 1',
  );
  const purge = database.prepare(
    'DELETE FROM messages WHERE id = ? AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message_id = messages.id)',
  );
  const release = database.prepare(
    'UPDATE deliveries SET leased = 0, due_at = ? WHERE message_id = ? AND subscription = ? AND attempt = ? AND leased = 1',
  );
  const counts = database.prepare(
    'SELECT name AS subscription, count(message_id) AS total FROM (SELECT subscription AS name FROM subscription_topics UNION SELECT subscription FROM deliveries) ' +
      'LEFT JOIN deliveries ON subscription = name GROUP BY name',
  );

  const given = '(SELECT value FROM json_each(?))';
  const retire = database.prepare(`DELETE FROM subscription_topics WHERE subscription NOT IN ${given}`);
  const stranded = database.prepare(
    `SELECT subscription, count(*) AS total FROM deliveries WHERE subscription NOT IN ${given} GROUP BY subscription`,
  );
  const toCounts = (rows: readonly Record<string, unknown>[]) =>
    Object.fromEntries(rows.map(({ subscription, total }) => [String(subscription), Number(total)]));

  function insert(topic: string, data: DocumentData, attributes: Attributes, nowMs: number): Published {
    const text = messageText(topic, data, attributes);
    const publishedAt = new Date(nowMs).toISOString();
    const id = insertMessage.run(topic, text.data, text.attributes, publishedAt).lastInsertRowid;
    const subscriptions = listeners.all(topic).map((row) => String(row.subscription));
    for (const subscription of subscriptions) insertDelivery.run(id, subscription, nowMs);
    if (subscriptions.length === 0) purge.run(id);
    return { id: String(id), subscriptions };
  }

  function remove(subscription: string, message: DeliveredMessage): boolean {
    const { changes } = removeDelivery.run(message.id, subscription, message.attempt);
    if (changes !== 0) purge.run(message.id);
    return changes !== 0;
  }

  return {
    publish: (topic, data, attributes, nowMs) => inTransaction(database, () => insert(topic, data, attributes, nowMs)),
    declare: ({ name, topics }) =>
      inTransaction(database, () => {
        forgetTopics.run(name);
        for (const topic of new Set(topics)) insertTopic.run(name, topic);
      }),
    takeOver: (subscription) => inTransaction(database, () => void free.run(subscription)),
    retireOthers: (kept) =>
      inTransaction(database, () => {
        const names = JSON.stringify(kept);
        retire.run(names);
        return toCounts(stranded.all(names));
      }),
    take: (subscription, limit, nowMs) =>
      inTransaction(database, () =>
        selectDue.all(subscription, nowMs, limit).map((row) => {
          lease.run(row.message_id ?? null, subscription);
          return {
            id: String(row.message_id),
            topic: String(row.topic),
            data: JSON.parse(String(row.data)),
            attributes: JSON.parse(String(row.attributes)),
            publishedAt: String(row.published_at),
            attempt: Number(row.attempt) + 1,
          };
        }),
      ),
    nextDueMs(subscription) {
      const due = earliest.get(subscription)?.due;
      return due === null || due === undefined ? undefined : Number(due);
    },
    acknowledge: (subscription, message) => inTransaction(database, () => void remove(subscription, message)),
    postpone: (subscription, message, dueMs) =>
      inTransaction(database, () => void release.run(Math.ceil(dueMs), message.id, subscription, message.attempt)),
    isOpen: () => database.isOpen,
    deadLetter: (subscription, topic, message, deliveries, nowMs) =>
      inTransaction(database, () => {
        if (!remove(subscription, message)) return [];
        const attributes = {
          ...message.attributes,
          [deadLetterAttributes.deliveryCount]: String(deliveries),
          [deadLetterAttributes.subscription]: subscription,
          [deadLetterAttributes.publishTime]: message.publishedAt,
          [deadLetterAttributes.topic]: message.topic,
        };
        return insert(topic, message.data, attributes, nowMs).subscriptions;
      }),
    backlog: () => toCounts(counts.all()),
  };
}
