import { after, before, describe, it } from 'node:test';
import { createFirestoreDocuments } from '../../shared/adapters/firestore/firestore-documents.ts';
import { openApi } from '../reservations/api-under-test.ts';
import { assertCrowd } from '../reservations/crowd.ts';
import { emulatorMissing, firestoreEmulator, type RunningEmulator, startEmulator } from './emulators.ts';
import { skippedTest } from './skipped-test.ts';

const missing = await emulatorMissing(firestoreEmulator);

if (missing !== undefined) skippedTest('reservations on Firestore', missing);
else {
  describe('reservations on Firestore (emulator)', () => {
    let emulator: RunningEmulator;
    before(async () => {
      emulator = await startEmulator(firestoreEmulator);
      process.env.FIRESTORE_EMULATOR_HOST = emulator.host;
    });
    after(() => emulator.stop());

    // The emulator waits 2 s for a lock where the service decides at once: a smoke test, not a proof.
    it('give 8 places to 50 who ask at once, and no more', { timeout: 120_000 }, async () => {
      const documents = createFirestoreDocuments({ projectId: 'terrain-test' });
      const house = openApi({}, documents);
      await assertCrowd(house, { callers: 50, places: 8 });
      house.close();
      await documents.close();
    });
  });
}
