import { join } from 'node:path';
import { openDatabase } from '../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../shared/adapters/sqlite/sqlite-documents.ts';
import { documentsContract } from './documents-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

documentsContract('sqlite', async () => {
  const folder = await temporaryFolder();
  const database = openDatabase(join(folder.path, 'documents.sqlite'));
  return {
    subject: createSqliteDocuments(database),
    close: async () => {
      database.close();
      await folder.remove();
    },
  };
});
