import * as z from 'zod';
import type { ObjectInfo } from '../../ports/objects.ts';

/** The fields that are asked for: a listing of a thousand objects is a tenth as long with these alone. */
export const metadataFields = 'name,size,updated,generation,md5Hash,metadata';

const schema = z.object({
  name: z.string(),
  size: z.coerce.number(),
  updated: z.coerce.date(),
  generation: z.coerce.string(),
  md5Hash: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
type ObjectMetadata = z.infer<typeof schema>;

/** Cloud Storage's answer about an object. */
export function parseMetadata(answer: unknown): ObjectMetadata {
  return schema.parse(answer);
}

export function toObjectInfo({ name, size, updated, generation }: ObjectMetadata): ObjectInfo {
  return { name, bytes: size, updatedAt: updated.toISOString(), version: generation };
}
