import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PubSub } from '@google-cloud/pubsub';
import { createPubsubPublisher } from '../../shared/adapters/pubsub/pubsub-publisher.ts';
import { InvalidRequestError, NotFoundError } from '../../shared/ports/failures.ts';
import { messagesContract } from '../contract/messages-contract.ts';
import { createEmulatorBroker } from './emulator-broker.ts';
import { emulatorMissing, pubsubEmulator, type RunningEmulator, startEmulator } from './emulators.ts';
import { skippedTest } from './skipped-test.ts';

const missing = await emulatorMissing(pubsubEmulator);

if (missing !== undefined) skippedTest('messages: Pub/Sub', missing);
else {
  describe('Pub/Sub', () => {
    let emulator: RunningEmulator;
    let projects = 0;
    before(async () => {
      emulator = await startEmulator(pubsubEmulator);
      process.env.PUBSUB_EMULATOR_HOST = emulator.host;
    });
    after(() => emulator.stop());

    messagesContract(
      'Pub/Sub (emulator)',
      async () => {
        // A project of its own has no subscriptions and messages.
        const subject = createEmulatorBroker(`terrain-test-${++projects}`);
        return { subject, close: subject.close };
      },
      { backoffSeconds: 1, ackDeadlineSeconds: 10 },
      {
        'publishes on the dead-letter topic after the last attempt, data and attributes kept':
          'dead-lettering is the service’s, and the emulator does none',
        'gives a delivery that does not answer in time again, and its late answer changes nothing':
          'the deadline is the service’s: the client that pulls prolongs it by itself, a push has none of our code',
      },
    );

    describe('publisher', () => {
      it('names a topic that is not there', async () => {
        const publisher = createPubsubPublisher({ projectId: 'terrain-test-topics', limitMs: 5_000 });
        await assert.rejects(publisher.publish('nobody-made-it', {}), (error) => {
          assert.ok(error instanceof NotFoundError);
          assert.match(error.message, /nobody-made-it.*terrain-test-topics/);
          return true;
        });
        await publisher.close();
      });

      it('sends what waits when it is closed', async () => {
        const projectId = 'terrain-test-close';
        const admin = new PubSub({ projectId });
        const [topic] = await admin.createTopic('things-due');
        const [subscription] = await topic.createSubscription('listener');
        const publisher = createPubsubPublisher({ projectId });
        const ids = Promise.all([publisher.publish('things-due', { n: 1 }), publisher.publish('things-due', { n: 2 })]);
        await publisher.close();
        const received = new Set<string>();
        const { promise, resolve } = Promise.withResolvers<void>();
        subscription.on('message', (message) => {
          message.ack();
          received.add(message.id);
          if (received.size === 2) resolve();
        });
        await promise;
        assert.deepEqual(received, new Set(await ids));
        await subscription.close();
        await admin.close();
      });

      it('refuses what Pub/Sub could not carry, before it is sent', async () => {
        const publisher = createPubsubPublisher({ projectId: 'terrain-test-topics' });
        await assert.rejects(publisher.publish('ab', {}), InvalidRequestError);
        await assert.rejects(publisher.publish('things-due', { text: 'x'.repeat(10_000_001) }), InvalidRequestError);
        await assert.rejects(publisher.publish('things-due', {}, { long: 'x'.repeat(1025) }), InvalidRequestError);
        await publisher.close();
      });
    });
  });

  describe('Pub/Sub that cannot be reached', () => {
    // Without a limit the client tries for ten minutes.
    it('fails within its limit and says on which topic', { timeout: 120_000 }, async () => {
      process.env.PUBSUB_EMULATOR_HOST = '127.0.0.1:1';
      const publisher = createPubsubPublisher({ projectId: 'terrain-test', limitMs: 1_000 });
      await assert.rejects(publisher.publish('things-due', {}), /Pub\/Sub did not take a message on things-due/);
      await publisher.close();
    });
  });
}
