import { join } from 'node:path';
import { openDatabase } from '../../shared/adapters/sqlite/open-database.ts';
import { createSqliteBroker } from '../../shared/adapters/sqlite/sqlite-broker.ts';
import { messagesContract } from './messages-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

messagesContract(
  'sqlite',
  async () => {
    const folder = await temporaryFolder();
    const database = openDatabase(join(folder.path, 'documents.sqlite'));
    return {
      subject: createSqliteBroker(database),
      close: async () => {
        database.close();
        await folder.remove();
      },
    };
  },
  { backoffSeconds: 0.05, ackDeadlineSeconds: 0.1 },
);
