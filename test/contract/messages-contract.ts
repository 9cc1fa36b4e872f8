import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it as test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { RetryLaterError } from '../../shared/ports/failures.ts';
import {
  type DeliveredMessage,
  deadLetterAttributes,
  type MessageBroker,
  type Subscription,
} from '../../shared/ports/messages.ts';
import { until } from './until.ts';

/** The shortest times the broker can be asked for: Pub/Sub's acknowledgement deadlines start at 10 s. */
export interface Pace {
  readonly backoffSeconds: number;
  readonly ackDeadlineSeconds: number;
}

/** What every broker promises. `open` gives one without subscriptions and messages; `skips` says why a case is not for it. */
export function messagesContract(
  name: string,
  open: () => Promise<{ subject: MessageBroker; close: () => Promise<void> }>,
  pace: Pace,
  skips: Readonly<Record<string, string>> = {},
): void {
  const stale = new Set(Object.keys(skips));
  const it = (title: string, run: () => Promise<void>): void => {
    const reason = skips[title];
    stale.delete(title);
    test(title, reason === undefined ? {} : { skip: reason }, run);
  };
  const patienceMs = 5_000 + 10_000 * pace.backoffSeconds;

  describe(`message broker: ${name}`, () => {
    let broker: MessageBroker;
    let close: () => Promise<void>;
    let stops: (() => Promise<void>)[] = [];
    beforeEach(async () => {
      ({ subject: broker, close } = await open());
      stops = [];
    });
    afterEach(async () => {
      for (const stop of stops) await stop();
      await close();
    });

    /** Subscribes and keeps every message that came, also those whose delivery failed. */
    async function listen(
      facts: Partial<Subscription>,
      deliver: (message: DeliveredMessage) => Promise<void> = async () => undefined,
    ): Promise<DeliveredMessage[]> {
      const received: DeliveredMessage[] = [];
      const subscription: Subscription = {
        name: 'listener',
        topics: ['things-due'],
        concurrency: 10,
        ackDeadlineSeconds: 60,
        minBackoffSeconds: pace.backoffSeconds,
        maxBackoffSeconds: pace.backoffSeconds * 4,
        maxAttempts: 5,
        ...facts,
      };
      const { stop } = await broker.subscribe(subscription, async (message) => {
        received.push(message);
        await deliver(message);
      });
      stops.push(stop);
      return received;
    }

    async function emptied(): Promise<void> {
      const pending = async () => Object.values(await broker.backlog()).reduce((sum, count) => sum + count, 0);
      await until(async () => (await pending()) === 0, patienceMs, 'the backlog is empty');
    }

    it('delivers data, attributes and facts as they were published', async () => {
      const received = await listen({});
      const data = { text: 'été "\n', list: [1, null, { a: true }] };
      const before = Date.now();
      const id = await broker.publish('things-due', data, { run: 'r1' });
      await until(() => received.length === 1, patienceMs, 'one delivery');
      const [message] = received;
      assert.deepEqual(
        { ...message, publishedAt: '' },
        { id, topic: 'things-due', data, attributes: { run: 'r1' }, publishedAt: '', attempt: 1 },
      );
      const publishedAt = new Date(message?.publishedAt ?? '');
      assert.equal(publishedAt.toISOString(), message?.publishedAt);
      assert.ok(Math.abs(publishedAt.getTime() - before) < 5000);
      await emptied();
    });

    it('gives each message to every subscription of its topic, and to no other', async () => {
      const one = await listen({ name: 'listener-one' });
      const two = await listen({ name: 'listener-two', topics: ['things-due', 'other-due'] });
      const three = await listen({ name: 'listener-three', topics: ['nothing-due'] });
      await broker.publish('things-due', { n: 1 });
      await broker.publish('other-due', { n: 2 });
      await broker.publish('unheard-due', { n: 3 });
      await until(() => one.length === 1 && two.length === 2, patienceMs, 'three deliveries');
      await emptied();
      assert.deepEqual([one.map(numberOf), two.map(numberOf).sort(), three.map(numberOf)], [[1], [1, 2], []]);
    });

    it('does not deliver what was published before the subscription was first declared', async () => {
      await listen({ name: 'elder' });
      await broker.publish('things-due', { n: 1 });
      const received = await listen({ name: 'younger' });
      await broker.publish('things-due', { n: 2 });
      await until(() => received.length > 0, patienceMs, 'a delivery');
      await emptied();
      assert.deepEqual(received.map(numberOf), [2]);
    });

    it('delivers all of many, with ids of their own', async () => {
      const received = await listen({ concurrency: 20 });
      const ids = await Promise.all(Array.from({ length: 300 }, (_, n) => broker.publish('things-due', { n })));
      assert.equal(new Set(ids).size, 300);
      await until(() => new Set(received.map((message) => message.id)).size === 300, patienceMs, 'all deliveries');
      assert.deepEqual(new Set(received.map(numberOf)), new Set(Array.from({ length: 300 }, (_, n) => n)));
      await emptied();
    });

    it('never has more deliveries under way than the subscription says', async () => {
      let underWay = 0;
      let most = 0;
      const received = await listen({ concurrency: 3 }, async () => {
        most = Math.max(most, ++underWay);
        await delay(5);
        underWay--;
      });
      for (let n = 0; n < 30; n++) await broker.publish('things-due', { n });
      await until(() => received.length >= 30, patienceMs, 'all deliveries');
      await emptied();
      assert.equal(most, 3);
    });

    it('delivers again after a failure, counting attempts and waiting at least the back-off', async () => {
      const startedAt = Date.now();
      const received = await listen({}, async ({ attempt }) => {
        if (attempt < 3) throw new Error('not yet');
      });
      await broker.publish('things-due', { n: 1 }, { kept: 'yes' });
      await until(() => received.length === 3, patienceMs, 'three deliveries');
      assert.ok(Date.now() - startedAt >= pace.backoffSeconds * 2 * 900, 'too early');
      assert.deepEqual(
        received.map((message) => message.attempt),
        [1, 2, 3],
      );
      assert.equal(new Set(received.map((message) => message.id)).size, 1);
      assert.ok(received.every((message) => message.attributes.kept === 'yes'));
      await emptied();
    });

    it('treats a listener that throws without a promise as failed', async () => {
      const received = await listen({}, (message) => {
        if (message.attempt === 1) throw new Error('at once');
        return Promise.resolve();
      });
      await broker.publish('things-due', {});
      await until(() => received.length === 2, patienceMs, 'two deliveries');
      await emptied();
    });

    it('counts what waits, what is under way and what is in back-off', async () => {
      const { promise: gate, resolve: openGate } = Promise.withResolvers<void>();
      const received = await listen({ concurrency: 2 }, async (message) => {
        if (numberOf(message) === 0 && message.attempt === 1) throw new RetryLaterError('later', pace.backoffSeconds);
        await gate;
      });
      for (let n = 0; n < 5; n++) await broker.publish('things-due', { n });
      await until(() => received.length >= 3, patienceMs, 'deliveries');
      assert.deepEqual(await broker.backlog(), { listener: 5 });
      openGate();
      await emptied();
      assert.deepEqual(await broker.backlog(), { listener: 0 });
    });

    it('publishes on the dead-letter topic after the last attempt, data and attributes kept', async () => {
      const dead = await listen({ name: 'undertaker', topics: ['things-dead'] });
      const received = await listen({ maxAttempts: 2, deadLetterTopic: 'things-dead' }, async () => {
        throw new Error('never');
      });
      await broker.publish('things-due', { n: 7 }, { run: 'r1' });
      await until(() => dead.length === 1, patienceMs, 'the dead letter');
      assert.deepEqual(
        received.map((message) => message.attempt),
        [1, 2],
      );
      const [letter] = dead;
      assert.deepEqual(letter?.data, { n: 7 });
      assert.equal(letter?.attributes.run, 'r1');
      assert.equal(letter?.attributes[deadLetterAttributes.deliveryCount], '2');
      assert.equal(letter?.attributes[deadLetterAttributes.subscription], 'listener');
      assert.equal(letter?.attributes[deadLetterAttributes.publishTime], received[0]?.publishedAt);
      await emptied();
    });

    it('gives a delivery that does not answer in time again, and its late answer changes nothing', async () => {
      const late = Promise.withResolvers<void>();
      const second = Promise.withResolvers<void>();
      const received = await listen({ concurrency: 1, ackDeadlineSeconds: pace.ackDeadlineSeconds }, ({ attempt }) =>
        attempt === 1 ? late.promise : second.promise,
      );
      await broker.publish('things-due', { n: 1 });
      await until(() => received.length === 2, patienceMs + pace.ackDeadlineSeconds * 2000, 'a second delivery');
      late.resolve();
      await delay(20);
      assert.deepEqual(await broker.backlog(), { listener: 1 });
      second.resolve();
      await emptied();
    });

    it('takes no more once stopped, waits for what is under way, and goes on when subscribed again', async () => {
      const gate = Promise.withResolvers<void>();
      const first = await listen({ concurrency: 1 }, () => gate.promise);
      await broker.publish('things-due', { n: 1 });
      await broker.publish('things-due', { n: 2 });
      await until(() => first.length === 1, patienceMs, 'a delivery');
      let isStopped = false;
      const stopping = stops
        .pop()?.()
        .then(() => {
          isStopped = true;
        });
      await delay(20);
      assert.equal(isStopped, false);
      gate.resolve();
      await stopping;
      await broker.publish('things-due', { n: 3 });
      await delay(20);
      assert.equal(first.length, 1);
      const second = await listen({ concurrency: 1 });
      await until(() => second.length >= 2, patienceMs, 'the rest');
      await emptied();
      assert.deepEqual([...first, ...second].map(numberOf).sort(), [1, 2, 3]);
    });

    it('lets a listener publish, also to its own topic', async () => {
      const received = await listen({}, async (message) => {
        if (numberOf(message) < 5) await broker.publish('things-due', { n: numberOf(message) + 1 });
      });
      await broker.publish('things-due', { n: 1 });
      await until(() => received.length >= 5, patienceMs, 'the chain');
      await emptied();
      assert.deepEqual(received.map(numberOf), [1, 2, 3, 4, 5]);
    });

    test('leaves out only cases that there are', () => {
      assert.deepEqual([...stale], []);
    });
  });
}

function numberOf(message: DeliveredMessage): number {
  return Number(message.data.n);
}
