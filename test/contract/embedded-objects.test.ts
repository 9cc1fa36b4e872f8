import { createFileObjects } from '../../shared/adapters/files/file-objects.ts';
import { createEnvironmentSecrets } from '../../shared/adapters/system/environment-secrets.ts';
import { objectsContract } from './objects-contract.ts';
import { secretsContract } from './secrets-contract.ts';
import { temporaryFolder } from './temporary-folder.ts';

objectsContract('files', async () => {
  const folder = await temporaryFolder();
  return { subject: createFileObjects(folder.path), makeBucket: async () => undefined, close: folder.remove };
});

secretsContract('environment', async (secrets) => ({
  subject: createEnvironmentSecrets(secrets),
  close: async () => undefined,
}));
