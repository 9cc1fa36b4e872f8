import { createGoogleObjects } from '../../shared/adapters/google-storage/google-objects.ts';
import { startStorageDouble } from './doubles/storage/storage-double.ts';
import { onGoogleMachine, testClient } from './doubles/test-client.ts';
import { objectsContract } from './objects-contract.ts';

onGoogleMachine();

objectsContract('Cloud Storage', async () => {
  const double = await startStorageDouble();
  return {
    subject: createGoogleObjects({ bucketPrefix: 'test-', client: testClient(double) }),
    makeBucket: async (name) => double.makeBucket(`test-${name}`),
    close: double.close,
  };
});
