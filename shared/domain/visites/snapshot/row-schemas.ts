import * as z from 'zod';

const text = z.string().nullable();
const wholeNumber = z.int().nullable();

/** Rows of the two small tables, as they come back from where they were kept. */
export const utilisateurSchema = z.object({
  id_utilisateur: z.int(),
  id_responsable: wholeNumber,
  nom: text,
  prenom: text,
  role: text,
  code_statut: text,
});

export const codificationSchema = z.object({
  type_codification: z.string(),
  code_codification: z.string(),
  libelle_codification: text,
  ordre_codification: wholeNumber,
  type_parent: text,
  code_parent: text,
  flag_actif: text,
});
