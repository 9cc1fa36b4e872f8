import * as z from 'zod';
import { code, count, gammeList, label, regionList, share } from './answer-parts.ts';

const words = ['medicales', 'pharmaceutiques', 'privees', 'publiques', 'simple', 'groupe', 'indiviuel', 'en_double'];
const counters = ['planifiees', 'non_planifiees'].flatMap((plan) => [
  `nbr_total_visites_${plan}`,
  ...words.map((word) => `nbr_visites_${word}_${plan}`),
]);

export const dataAnswerSchema = z
  .strictObject({
    statistiques: z.strictObject({
      ...Object.fromEntries([...counters, 'nbr_total_visites_inconnues'].map((name) => [name, count])),
      region: regionList('nb_visites_total', 'nb_visites'),
      gammes: gammeList('nbr_total_visites', 'nb_visites_total'),
    }),
  })
  .meta({ id: 'Visites', description: 'Unité : visite x partenaire.' });

const visites = { nombre_visites: count };
const ranking = z.array(z.strictObject({ delegue: label, ...visites })).max(5);

export const performanceAnswerSchema = z
  .strictObject({
    nombre_compte_visite_par_type_compte: z.array(z.strictObject({ code_type_partenaire: code, ...visites })),
    nombre_compte_visite_par_status: z.array(z.strictObject({ code_statut_partenaire: code, ...visites })),
    nombre_visites_par_potenciel: z.array(z.strictObject({ code_potentiel: code, ...visites })),
    nombre_visites_par_region: z.array(z.strictObject({ region: label, ...visites })),
    utilisateurs_plus_grand_nombre_visites: ranking,
    delegues_moins_nombre_visites: ranking,
    nombre_compte_visite_par_jour: z.array(z.strictObject({ date_visite: z.iso.date(), ...visites })),
  })
  .meta({ id: 'Performance', description: 'Visites distinctes.' });

const partenaires = { nombre_partenaire: count };

export const partenaireAnswerSchema = z
  .strictObject({
    Nombre_de_comptes_par_potentiel: z.array(z.strictObject({ code_potentiel: code, ...partenaires })),
    Nombre_de_visites_moyen: z.number().min(0),
    Nombre_de_comptes_par_etablissement: z.array(z.strictObject({ etablissement: label, ...partenaires })),
    region_partenaire: regionList('total_partenaire', 'nb_partenaire'),
    gamme_partenaire: gammeList('total_partenaire', 'nb_partenaire'),
  })
  .meta({ id: 'Partenaires', description: 'Partenaires distincts, là où ils sont aujourd’hui.' });

const utilisateurs = { nombre_utilisateur: count };

export const usersAnswerSchema = z
  .strictObject({
    nombre_nouvelle_utilisateur_par_mois: z.array(
      z.strictObject({ annee: z.int(), mois: z.int().min(1).max(12), ...utilisateurs }),
    ),
    nombre_utilisateur_par_gammes: z.array(
      z.strictObject({ code_gamme: code, code_gamme_partenaire: code, gamme: label, ...utilisateurs }),
    ),
    pourcentage_visites_par_responsable: z.array(
      z.strictObject({ id_responsable: z.int().nullable(), ...visites, pourcentage: share }),
    ),
    nombre_utilisateur_par_regions: z.array(
      z.strictObject({ region: label, ...utilisateurs, code_region_partenaire: code }),
    ),
    nombre_utilisateur_par_status: z.array(z.strictObject({ code_statut_partenaire: code, ...utilisateurs })),
    nombre_utilisateur_par_role: z.array(z.strictObject({ role: code, ...utilisateurs })),
  })
  .meta({ id: 'Utilisateurs', description: 'Utilisateurs distincts des visites choisies.' });
