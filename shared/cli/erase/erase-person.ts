import { documentId } from '../../domain/interventions/document-id.ts';
import { createNameEraser, erasedWord, type NameEraser } from '../../domain/privacy/name-eraser.ts';
import { openMemory } from '../../pipeline/memory.ts';
import { snapshotsBucket } from '../../pipeline/visites/snapshot-objects.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import { buckets } from '../../wiring/buckets.ts';
import { counted } from '../terminal/counted.ts';
import { eraseDocuments } from './erase-documents.ts';
import { eraseIntervention, findIntervention } from './erase-intervention.ts';
import { eraseObjects } from './erase-objects.ts';
import { eraseRows } from './erase-rows.ts';
import { eraseSnapshots } from './erase-snapshots.ts';
import { bucketsWithPeople, collectionsWithPeople, tablesWithPeople } from './kept-data.ts';

/** Where people are kept. */
export interface KeptPlaces {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly warehouse: Warehouse;
  /** The fleet's buckets, as the environment calls them. */
  readonly fleetBuckets: readonly string[];
  readonly fleetDataset: string;
}

export interface Person {
  /** The interventions whose customer it is. */
  readonly references: readonly string[];
  readonly names: readonly string[];
}

/**
 * Says where a person is kept and, when it is to write, takes them out of there. It may be cut short anywhere: the same
 * again does the rest. So the customer's name goes last from the interventions that were named by their reference: it is
 * what all else is found by.
 * @returns in how many places they are; none once it has been done.
 */
export async function erasePerson(
  { references, names: given }: Person,
  places: KeptPlaces,
  write: boolean,
  say: (text: string) => void,
): Promise<number> {
  const memory = openMemory(places.documents);
  const ports = { memory, objects: places.objects, photosBucket: buckets.photos };
  const names = [...given];
  let found = 0;
  for (const reference of references) {
    const intervention = await findIntervention(reference, ports);
    if (intervention === undefined) say(`Aucune intervention ${reference}.`);
    else if (intervention.isErased) say(`Intervention ${reference} : déjà effacée.`);
    else {
      found += 1;
      say(`Intervention ${reference} : client, jeton, techniciens, photos et pièces lues.`);
      if (intervention.client && intervention.client !== erasedWord) names.push(intervention.client);
    }
  }
  const eraser = eraserOf(names, say);
  if (eraser !== undefined) found += await eraseNames(eraser, references.map(documentId), places, write, say);
  if (write) for (const reference of references) await eraseIntervention(reference, ports, new Date());
  return found;
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
  last: readonly string[],
  { documents, objects, warehouse, fleetBuckets, fleetDataset }: KeptPlaces,
  write: boolean,
  say: (text: string) => void,
): Promise<number> {
  let found = 0;
  // Objects first: rows could be loaded again from them.
  for (const bucket of [...bucketsWithPeople, ...fleetBuckets]) {
    const { rewritten, deleted } = await eraseObjects(objects, bucket, eraser, write);
    found += rewritten + deleted;
    if (rewritten + deleted > 0)
      say(`Seau ${bucket} : ${counted(rewritten, 'objet', 'objets')} à récrire, ${deleted} à supprimer.`);
  }
  const snapshots = await eraseSnapshots(documents, objects, eraser, write);
  found += snapshots;
  if (snapshots > 0) say(`Seau ${snapshotsBucket} : ${counted(snapshots, 'objet', 'objets')} à récrire.`);
  for (const table of await tablesWithPeople(documents, fleetDataset)) {
    const rows = await eraseRows(warehouse, table, eraser, write);
    found += rows;
    if (rows > 0) say(`Table ${table.dataset}.${table.name} : ${counted(rows, 'ligne', 'lignes')}.`);
  }
  for (const collection of collectionsWithPeople) {
    const count = await eraseDocuments(documents, collection, eraser, write, last);
    found += count;
    if (count > 0) say(`Documents ${collection} : ${count}.`);
  }
  return found;
}
