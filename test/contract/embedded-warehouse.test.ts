import { join } from 'node:path';
import { createDuckdbWarehouse } from '../../shared/adapters/duckdb/duckdb-warehouse.ts';
import { createFileObjects } from '../../shared/adapters/files/file-objects.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { warehouseContract } from './warehouse-contract.ts';

warehouseContract('duckdb', async () => {
  const folder = await temporaryFolder();
  const objects = createFileObjects(folder.path);
  const warehouse = createDuckdbWarehouse(join(folder.path, 'warehouse.duckdb'), { objects });
  return {
    subject: warehouse,
    objects,
    close: async () => {
      await warehouse.close();
      await folder.remove();
    },
  };
});
