import * as z from 'zod';
import { deliveryNameSchema } from '../domain/delivery/delivery-record.ts';

/**
 * `visites-delivered`, `fiches-delivered`: what has come. A delivery by name is said to be whole; `scan` looks for any
 * that is; an object of the bucket, as Cloud Storage announces it, may be the last of its delivery.
 * Source: https://cloud.google.com/storage/docs/pubsub-notifications#payload
 */
export const deliveredSchema = z.union([
  z.strictObject({ delivery: deliveryNameSchema }),
  z.strictObject({ scan: z.literal(true) }),
  z.object({ kind: z.literal('storage#object'), name: z.string().min(1) }),
]);
export type Delivered = z.infer<typeof deliveredSchema>;

/** `visites-imported`, `fiches-imported`: readers see this version from now on. */
export const importedSchema = z.strictObject({ delivery: z.string().min(1), version: z.string().min(1) });
