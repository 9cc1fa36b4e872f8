import { parseArgs } from 'node:util';
import { lockFolder } from '../../adapters/sqlite/folder-lock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { runShutdownHooks } from '../../runtime/shutdown.ts';
import { openDocuments, openObjects, openWarehouse } from '../../wiring/cloud.ts';
import { fleetLoadEnvironment } from '../../wiring/environment.ts';
import { checkDataFolder } from '../check-data-folder.ts';
import { loadDotEnv } from '../embedded-host.ts';
import { erasePerson } from '../erase/erase-person.ts';
import { logToFile } from '../log-file.ts';
import { UsageError } from '../usage.ts';

const erased = '\nC’est effacé. Voyez docs/privacy.md pour ce qui est chez d’autres (le client, Samsara, le portail).';
const onlyFound = '\nRien n’a été changé. Pour effacer : la même commande avec --yes.';

/**
 * `erase (--reference REF)... (--name "PRÉNOM NOM")... [--yes]`: says where a person is kept, and with `--yes` takes them out
 * of there: documents, objects, warehouse. On one machine and in the cloud.
 */
export async function erase(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      reference: { type: 'string', multiple: true, default: [] },
      name: { type: 'string', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
    },
  });
  if (values.reference.length + values.name.length === 0) {
    throw new UsageError('erase : « erase --reference REF » ou « erase --name "PRÉNOM NOM" », puis --yes');
  }
  loadDotEnv();
  const environment = readEnv(fleetLoadEnvironment);
  const isEmbedded = environment.TERRAIN_CLOUD === 'embedded';
  if (isEmbedded) checkDataFolder(environment.TERRAIN_DATA);
  const lock = isEmbedded ? await lockFolder(environment.TERRAIN_DATA, { port: null }) : undefined;
  if (isEmbedded) logToFile(environment.TERRAIN_DATA);
  const places = {
    documents: openDocuments(environment),
    objects: openObjects(environment),
    warehouse: openWarehouse(environment),
    fleetBuckets: [environment.GCS_RAW_BUCKET_NAME, environment.GCS_FLATTENED_BUCKET_NAME],
    fleetDataset: environment.DATABASE_ID,
  };
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const found = await erasePerson({ references: values.reference, names: values.name }, places, values.yes, say);
    say(found === 0 ? 'Cette personne n’est gardée nulle part.' : values.yes ? erased : onlyFound);
    return 0;
  } finally {
    await runShutdownHooks();
    lock?.release();
  }
}
