import { parseArgs } from 'node:util';
import type * as z from 'zod';
import { lockFolder } from '../../adapters/sqlite/folder-lock.ts';
import { createNameEraser, erasedWord, type NameEraser } from '../../domain/privacy/name-eraser.ts';
import { openMemory } from '../../pipeline/memory.ts';
import { snapshotsBucket } from '../../pipeline/visites/snapshot-objects.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { runShutdownHooks } from '../../runtime/shutdown.ts';
import { buckets } from '../../wiring/buckets.ts';
import { openDocuments, openObjects, openWarehouse } from '../../wiring/cloud.ts';
import { fleetLoadEnvironment } from '../../wiring/environment.ts';
import { checkDataFolder } from '../check-data-folder.ts';
import { loadDotEnv } from '../embedded-host.ts';
import { eraseDocuments } from '../erase/erase-documents.ts';
import { eraseIntervention } from '../erase/erase-intervention.ts';
import { eraseObjects } from '../erase/erase-objects.ts';
import { eraseRows } from '../erase/erase-rows.ts';
import { eraseSnapshots } from '../erase/erase-snapshots.ts';
import { bucketsWithPeople, collectionsWithPeople, tablesWithPeople } from '../erase/kept-data.ts';
import { logToFile } from '../log-file.ts';
import { counted } from '../terminal/counted.ts';
import { UsageError } from '../usage.ts';

type Environment = z.infer<typeof fleetLoadEnvironment>;

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
  try {
    return await eraseFrom(environment, values);
  } finally {
    await runShutdownHooks();
    lock?.release();
  }
}

async function eraseFrom(
  environment: Environment,
  {
    reference: references,
    name: given,
    yes: write,
  }: { readonly reference: string[]; readonly name: string[]; readonly yes: boolean },
): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const documents = openDocuments(environment);
  const objects = openObjects(environment);
  const names = [...given];
  let found = 0;
  const ports = { memory: openMemory(documents), objects, photosBucket: buckets.photos, now: new Date() };
  for (const reference of references) {
    const client = await eraseIntervention(reference, ports, false);
    if (client === undefined) say(`Aucune intervention ${reference}.`);
    else found += 1;
    if (client !== undefined) say(`Intervention ${reference} : client, jeton, techniciens, photos et pièces lues.`);
    if (client && client !== erasedWord) names.push(client);
  }
  const eraser = names.length === 0 ? undefined : eraserOf(names, say);
  if (eraser !== undefined) found += await eraseNames(eraser, environment, write, say);
  // Last: it knows the name, which a command that was cut short looks for again.
  if (write) for (const reference of references) await eraseIntervention(reference, ports, true);
  if (found === 0) {
    say('Cette personne n’est gardée nulle part.');
    return 0;
  }
  say(
    write
      ? '\nC’est effacé. Voyez docs/privacy.md pour ce qui est chez d’autres (le client, Samsara, le portail).'
      : '\nRien n’a été changé. Pour effacer : la même commande avec --yes.',
  );
  return 0;
}

/** A customer's name in the list may be too short to look for elsewhere; one given by hand must not be. */
function eraserOf(names: readonly string[], say: (text: string) => void): NameEraser | undefined {
  const fit: string[] = [];
  for (const name of names) {
    try {
      createNameEraser([name]);
      fit.push(name);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      say(`Attention : ${error.message}.`);
    }
  }
  return fit.length === 0 ? undefined : createNameEraser(fit);
}

async function eraseNames(
  eraser: NameEraser,
  environment: Environment,
  write: boolean,
  say: (text: string) => void,
): Promise<number> {
  const documents = openDocuments(environment);
  const objects = openObjects(environment);
  const warehouse = openWarehouse(environment);
  let found = 0;
  // Objects first: rows could be loaded again from them.
  for (const bucket of [...bucketsWithPeople, environment.GCS_RAW_BUCKET_NAME, environment.GCS_FLATTENED_BUCKET_NAME]) {
    const { rewritten, deleted } = await eraseObjects(objects, bucket, eraser, write);
    found += rewritten + deleted;
    if (rewritten + deleted > 0)
      say(`Seau ${bucket} : ${counted(rewritten, 'objet', 'objets')} à récrire, ${deleted} à supprimer.`);
  }
  const snapshots = await eraseSnapshots(documents, objects, eraser, write);
  found += snapshots;
  if (snapshots > 0) say(`Seau ${snapshotsBucket} : ${counted(snapshots, 'objet', 'objets')} à récrire.`);
  for (const table of await tablesWithPeople(documents, environment.DATABASE_ID)) {
    const rows = await eraseRows(warehouse, table, eraser, write);
    found += rows;
    if (rows > 0) say(`Table ${table.dataset}.${table.name} : ${counted(rows, 'ligne', 'lignes')}.`);
  }
  for (const [collection, count] of Object.entries(
    await eraseDocuments(documents, collectionsWithPeople, eraser, write),
  )) {
    found += count;
    say(`Documents ${collection} : ${count}.`);
  }
  return found;
}
