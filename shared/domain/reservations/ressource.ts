import * as z from 'zod';

/** What a machine has: both are counted in whole units, shared until they are used up. */
export interface Capacity {
  readonly gpu: number;
  readonly memoire: number;
}

export const dimensions = ['gpu', 'memoire'] as const;
export type Dimension = (typeof dimensions)[number];

/** A machine of the farm, as the memory keeps it. */
export const ressourceSchema = z.object({
  id: z.number().int(),
  quantiteMemoire: z.number().int(),
  quantiteGPU: z.number().int(),
  /** Changes with every write of it: its ETag. */
  version: z.string(),
  /** No line was ever on a later UTC day (its number): what has to be read to see all that is to come. */
  lastDay: z.number().int().nullable(),
});
export type Ressource = z.infer<typeof ressourceSchema>;

/** What can be had of a machine: nothing of one that is gone. */
export function capacityOf(ressource: Ressource | undefined): Capacity {
  return { gpu: ressource?.quantiteGPU ?? 0, memoire: ressource?.quantiteMemoire ?? 0 };
}
