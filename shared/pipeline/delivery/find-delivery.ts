import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import type { DeliveredFile } from '../../domain/delivery/delivery-version.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { DeliveryRefusedError } from './refusal.ts';

/** Where deliveries are dropped: `<set>/<table>/<delivery>.csv` or `.ndjson`; rejects are beside them, under `rejects/`. */
export const importsBucket = 'imports';
const extensions = ['.csv', '.ndjson'] as const;

export interface FoundDelivery {
  readonly files: readonly DeliveredFile[];
  /** The tables of which nothing has come. */
  readonly missing: readonly string[];
  /** Those that have come both as CSV and as NDJSON. */
  readonly doubled: readonly string[];
}

/** The files of a delivery. */
export async function findDelivery(set: DeliverySet, delivery: string, objects: ObjectStore): Promise<FoundDelivery> {
  const files: DeliveredFile[] = [];
  const missing: string[] = [];
  const doubled: string[] = [];
  for (const { name: table } of set.tables) {
    const stem = `${set.name}/${table}/${delivery}`;
    const found: DeliveredFile[] = [];
    for (const extension of extensions) {
      const info = await objects.stat(importsBucket, `${stem}${extension}`);
      if (info !== undefined) found.push({ table, ...info });
    }
    if (found.length === 0) missing.push(table);
    if (found.length > 1) doubled.push(table);
    files.push(...found);
  }
  return { files, missing, doubled };
}

/** @throws DeliveryRefusedError that names the tables that lack, or have come twice. */
export function checkWhole(delivery: string, { files, missing, doubled }: FoundDelivery): void {
  if (missing.length > 0) {
    const names = missing.map((table) => `${table}.csv`).join(', ');
    const hint = files.length === 0 ? 'aucun fichier n’est là' : `${files.length} autres fichiers sont là`;
    throw new DeliveryRefusedError(`livraison ${delivery} : il manque ${names} (ou .ndjson) ; ${hint}`);
  }
  if (doubled.length > 0) {
    const names = doubled.join(', ');
    throw new DeliveryRefusedError(
      `livraison ${delivery} : ${names} est là deux fois, en CSV et en NDJSON ; gardez l’un des deux`,
    );
  }
}

/** The delivery that an object belongs to; undefined when it is not a delivered file of the set. */
export function deliveryOf(set: DeliverySet, objectName: string): string | undefined {
  const [folder, table, file, ...rest] = objectName.split('/');
  if (folder !== set.name || rest.length > 0 || !set.tables.some(({ name }) => name === table)) return undefined;
  const extension = extensions.find((ending) => file?.endsWith(ending));
  return extension === undefined ? undefined : file?.slice(0, -extension.length);
}

/** The names of all deliveries of which something is there. */
export async function listDeliveries(set: DeliverySet, objects: ObjectStore): Promise<readonly string[]> {
  const names = new Set<string>();
  for await (const { name } of objects.list(importsBucket, `${set.name}/`)) {
    const delivery = deliveryOf(set, name);
    if (delivery !== undefined) names.add(delivery);
  }
  return [...names].sort();
}

/** Where the rejects of a table are kept. */
export function rejectsName(set: DeliverySet, delivery: string, table: string): string {
  return `rejects/${set.name}/${delivery}/${table}.ndjson`;
}
