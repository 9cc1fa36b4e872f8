import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createFirestoreDocuments } from '../../shared/adapters/firestore/firestore-documents.ts';
import { documentsContract } from '../contract/documents-contract.ts';
import { emulatorMissing, firestoreEmulator, type RunningEmulator, startEmulator } from './emulators.ts';
import { skippedTest } from './skipped-test.ts';

const missing = await emulatorMissing(firestoreEmulator);

async function open() {
  const emulator = await startEmulator(firestoreEmulator);
  process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
  return emulator;
}

if (missing !== undefined) skippedTest('document store: Firestore', missing);
else {
  documentsContract('Firestore (emulator)', async () => {
    const emulator = await open();
    const subject = createFirestoreDocuments({ projectId: 'terrain-test' });
    return {
      subject,
      close: async () => {
        await subject.close();
        await emulator.stop();
      },
    };
  });

  describe('several instances of a function', () => {
    let emulator: RunningEmulator;
    before(async () => {
      emulator = await open();
    });
    after(() => emulator.stop());

    it('add up on one counter, each with a connection of its own', async () => {
      const instances = Array.from({ length: 2 }, () => createFirestoreDocuments({ projectId: 'terrain-test' }));
      const [first] = instances;
      await first?.set('counters', 'one', { value: 0 });
      let runs = 0;
      const increments = instances.flatMap((store) =>
        Array.from({ length: 3 }, () =>
          store.transaction(async (tx) => {
            runs++;
            const value = Number((await tx.get('counters', 'one'))?.value);
            tx.set('counters', 'one', { value: value + 1 });
          }),
        ),
      );
      await Promise.all(increments);
      assert.deepEqual(await first?.get('counters', 'one'), { value: 6 });
      assert.ok(runs >= 6);
      for (const store of instances) await store.close();
    });
  });
}
