import { createBigqueryWarehouse } from '../../shared/adapters/bigquery/bigquery-warehouse.ts';
import { createGoogleObjects } from '../../shared/adapters/google-storage/google-objects.ts';
import { startBigqueryDouble } from './doubles/bigquery/bigquery-double.ts';
import { startStorageDouble } from './doubles/storage/storage-double.ts';
import { onGoogleMachine, testClient } from './doubles/test-client.ts';
import { warehouseContract } from './warehouse-contract.ts';

onGoogleMachine();

warehouseContract('BigQuery', async () => {
  const storage = await startStorageDouble();
  const bigquery = await startBigqueryDouble(storage.objects);
  for (const bucket of ['contract-rows', 'contract-bad']) storage.makeBucket(`test-${bucket}`);
  const objects = createGoogleObjects({ bucketPrefix: 'test-', client: testClient(storage) });
  return {
    subject: createBigqueryWarehouse({ bucketPrefix: 'test-', objects, client: testClient(bigquery) }),
    objects,
    close: async () => {
      await bigquery.close();
      await storage.close();
    },
  };
});
