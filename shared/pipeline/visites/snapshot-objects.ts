import { createSnapshotBuilder, type VisitesRows } from '../../domain/visites/snapshot/build-snapshot.ts';
import {
  decodeSnapshot,
  encodeSnapshot,
  type Snapshot,
  snapshotFormat,
} from '../../domain/visites/snapshot/snapshot.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';

export const snapshotsBucket = 'snapshots';

/** Where the snapshot of a data version is. */
function snapshotName(version: string): string {
  return `visites/${version}.${snapshotFormat}`;
}

/**
 * Makes the snapshot of a version of the rows that it is given, table by table in the order of a delivery, and writes it at
 * the end. What a killed one has written is written again by the next, the same.
 */
export function beginSnapshot(objects: ObjectStore, version: string) {
  const { add, build } = createSnapshotBuilder();
  return {
    add(table: string, rows: readonly object[]): void {
      if (!isTable(table, add)) throw new Error(`a delivery of visits has no table ${table}`);
      // The rows have been checked against the cells of their table, whose type they are.
      const addRow: (row: never) => void = add[table];
      for (const row of rows) addRow(row as never);
    },
    finish: (): Promise<void> => writeSnapshot(objects, version, build()),
  };
}

/** Writes the snapshot of a version, in the place of the one that there may be. */
export async function writeSnapshot(objects: ObjectStore, version: string, snapshot: Snapshot): Promise<void> {
  const contentType = 'application/octet-stream';
  await objects.write(snapshotsBucket, snapshotName(version), streamOf(encodeSnapshot(snapshot)), { contentType });
}

function isTable(name: string, tables: object): name is keyof VisitesRows {
  return Object.hasOwn(tables, name);
}

async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** @throws NotFoundError when there is none of this version, DamagedFileError when it is not whole. */
export async function readSnapshot(objects: ObjectStore, version: string): Promise<Snapshot> {
  const name = snapshotName(version);
  const found = await objects.stat(snapshotsBucket, name);
  if (found === undefined) throw new NotFoundError(`there is no snapshot ${name}`);
  const file = new Uint8Array(found.bytes);
  let offset = 0;
  for await (const chunk of objects.read(snapshotsBucket, name)) {
    file.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return decodeSnapshot(file.subarray(0, offset));
}

/** Deletes the snapshot of a version that nobody reads any more. */
export function dropSnapshot(objects: ObjectStore, version: string): Promise<void> {
  return objects.delete(snapshotsBucket, snapshotName(version));
}
