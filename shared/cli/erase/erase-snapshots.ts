import type { NameEraser } from '../../domain/privacy/name-eraser.ts';
import { codificationSchema, utilisateurSchema } from '../../domain/visites/snapshot/row-schemas.ts';
import { visitesSet } from '../../domain/visites/visites-tables.ts';
import { openDeliveryMemory } from '../../pipeline/delivery/delivery-memory.ts';
import { readSnapshot, writeSnapshot } from '../../pipeline/visites/snapshot-objects.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { eraseRow } from './erase-rows.ts';

/**
 * Takes the names out of the visits' snapshots, which hold those of employees: their bytes end with a sum, so that they are
 * read, erased and written whole. @returns how many snapshots held one.
 */
export async function eraseSnapshots(
  documents: DocumentStore,
  objects: ObjectStore,
  eraser: NameEraser,
  write: boolean,
): Promise<number> {
  const { current, previous } = await openDeliveryMemory(documents).versionsOf(visitesSet.name);
  let found = 0;
  for (const version of [current, previous].flatMap((one) => one?.version ?? [])) {
    const snapshot = await readSnapshot(objects, version).catch((error: unknown) => {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    });
    if (snapshot === undefined) continue;
    const users = snapshot.users.map((user) => eraseRow(user, eraser));
    const codes = snapshot.codifications.map((code) => eraseRow(code, eraser));
    if (![...users, ...codes].some(({ held }) => held)) continue;
    found += 1;
    if (!write) continue;
    await writeSnapshot(objects, version, {
      ...snapshot,
      users: users.map(({ row }) => utilisateurSchema.parse(row)),
      codifications: codes.map(({ row }) => codificationSchema.parse(row)),
    });
  }
  return found;
}
