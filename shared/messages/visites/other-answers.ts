import * as z from 'zod';
import { code, count, label, mean, money, share } from './answer-parts.ts';

const evaluations = { Nombre_evaluation: count };

export const evaluationAnswerSchema = z
  .strictObject({
    Nombre_visites_par_moyen_evaluation: z.array(z.strictObject({ points_obtenus: mean, nombre_visites: count })),
    Nombre_evaluation_par_Mois: z.array(
      z.strictObject({
        date_integration: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .nullable(),
        ...evaluations,
      }),
    ),
    pourcentage_evaluations_role: z.array(z.strictObject({ role_createur: code, ...evaluations, pourcentage: share })),
    moyenne_points_utilisateurs: z.array(z.strictObject({ FullName_utilisateur: label, points_obtenus: mean })),
    categories: z.array(
      z.strictObject({
        ...{ code_categorie: code, categorie: label, moyenne_points_categorie: mean },
        sous_categories: z.array(
          z.strictObject({ code_sous_categorie: code, sous_categorie: label, moyenne_points_sous_categorie: mean }),
        ),
      }),
    ),
  })
  .meta({ id: 'Evaluations', description: 'Évaluations, et les points de leurs détails.' });

const budget = { budget: money };
const ofCode = <Name extends string>(name: Name) =>
  // The one key is the name that was given.
  z.array(z.strictObject({ ...({ [name]: code } as { readonly [N in Name]: typeof code }), ...budget }));

export const investAnswerSchema = z
  .strictObject({
    budget_par_visites: z.array(z.strictObject({ 'Nombre de nombre de visites': count, ...budget })),
    budget_par_gamme: z.array(
      z.strictObject({ code_gamme: code, ...budget, code_gamme_partenaire: code, gamme: label }),
    ),
    budget_par_statut: ofCode('code_statut_bc'),
    budget_par_potentiel: ofCode('code_potentiel'),
    budget_par_specialite: z.array(z.strictObject({ code_specialite: code, ...budget, specialite: label })),
    budget_par_region: z.array(z.strictObject({ code_region_partenaire: code, ...budget, region: label })),
    budget_par_type_investissement: ofCode('code_type_investissement'),
    budget_par_categorie_investissement: ofCode('code_categorie_investissement'),
  })
  .meta({ id: 'Investissements', description: 'Le budget des business cases, dans l’unité de la monnaie.' });
