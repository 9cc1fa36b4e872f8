import { type Manifest, manifestSchema } from '../../domain/fleet/manifest.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { readText } from './read-text.ts';

/** The manifest under that name, or undefined: then the window is not collected. */
export async function readManifest(objects: ObjectStore, bucket: string, name: string): Promise<Manifest | undefined> {
  let text: string;
  try {
    text = await readText(objects.read(bucket, name));
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${bucket}/${name} is no manifest`, { cause: parsed.error });
}
