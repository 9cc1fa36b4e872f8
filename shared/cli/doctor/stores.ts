import { FolderTakenError, lockFolder } from '../../adapters/sqlite/folder-lock.ts';
import { NotFoundError } from '../../ports/failures.ts';
import { messageOf } from '../../runtime/describe-error.ts';
import { buckets } from '../../wiring/buckets.ts';
import { openDocuments, openObjects, openWarehouse } from '../../wiring/cloud.ts';
import type { CloudEnvironment } from '../../wiring/environment.ts';
import { bad, type Check, type Finding, well } from './finding.ts';

const probe = 'doctor/essai.txt';

/** Whether what is kept can be kept: documents, each bucket, the warehouse; in the cloud with the rights of whoever asks. */
export function storeChecks(environment: CloudEnvironment): readonly Check[] {
  const isGoogle = environment.TERRAIN_CLOUD === 'google';
  return [
    ...(isGoogle ? [] : [{ name: 'Dossier libre', look: () => lookAtLock(environment.TERRAIN_DATA) }]),
    {
      name: 'Documents',
      look: () => tryOut('documents', () => openDocuments(environment).get('runs', 'doctor'), isGoogle),
    },
    ...Object.values(buckets).map((bucket) => ({
      name: `Seau ${bucket}`,
      look: () => tryOut(`le seau ${bucket}`, () => tryBucket(environment, bucket), isGoogle),
    })),
    ...(isGoogle
      ? [
          {
            name: 'Entrepôt',
            look: () => tryOut('entrepôt', () => openWarehouse(environment).query('SELECT 1 AS un'), true),
          },
        ]
      : []),
  ];
}

async function lookAtLock(folder: string): Promise<Finding> {
  try {
    const lock = await lockFolder(folder, { port: null });
    lock.release();
    return well('personne d’autre ne s’en sert');
  } catch (error) {
    if (!(error instanceof FolderTakenError)) throw error;
    return well(`un Terrain s’en sert déjà${error.owner?.port == null ? '' : `, sur le port ${error.owner.port}`}`);
  }
}

async function tryBucket(environment: CloudEnvironment, bucket: string): Promise<void> {
  const objects = openObjects(environment);
  await objects.write(bucket, probe, 'Terrain');
  await objects.delete(bucket, probe);
}

async function tryOut(what: string, look: () => Promise<unknown>, isGoogle: boolean): Promise<Finding> {
  try {
    await look();
    return well('lecture et écriture');
  } catch (error) {
    return bad(`${what} : ${messageOf(error)}`, adviceFor(error, isGoogle));
  }
}

function adviceFor(error: unknown, isGoogle: boolean): string {
  if (!isGoogle) return 'Vérifiez les droits du dossier TERRAIN_DATA et la place sur le disque.';
  if (error instanceof NotFoundError) return 'Il n’existe pas : « terraform apply » le fait (docs/deploy.md, 3).';
  if (/PERMISSION_DENIED|403|does not have/i.test(messageOf(error))) {
    return 'Votre compte n’en a pas le droit : gcloud auth application-default login, ou demandez le rôle (docs/deploy.md).';
  }
  return 'Vérifiez GOOGLE_CLOUD_PROJECT, BUCKET_PREFIX, FIRESTORE_DATABASE et la connexion (gcloud auth application-default login).';
}
