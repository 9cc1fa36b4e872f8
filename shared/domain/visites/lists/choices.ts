import * as z from 'zod';

const named = z.object({ code: z.string(), libelle: z.string() });

/** `GET /analytics/choices`: what the caller may choose in the filters, and nothing that he may not see. */
export const choicesSchema = z
  .object({
    utilisateurs: z.array(
      z.object({
        id_utilisateur: z.int(),
        nom: z.string(),
        role: z.string().nullable(),
        /** Null too when the caller may not see him. */
        id_responsable: z.int().nullable(),
      }),
    ),
    regions: z.array(named.extend({ villes: z.array(named) })),
    gammes: z.array(named),
    categories_evaluation: z.array(named),
    types_investissement: z.array(named),
  })
  .meta({ id: 'ChoixDesFiltres' });
export type Choices = z.infer<typeof choicesSchema>;
