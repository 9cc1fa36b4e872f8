import type { ObjectStore } from '../ports/objects.ts';

/** Deletes every object of a folder, whatever a killed try may have left in it. */
export async function deleteFolder(objects: ObjectStore, bucket: string, folder: string): Promise<void> {
  for await (const { name } of objects.list(bucket, `${folder}/`)) await objects.delete(bucket, name);
}
