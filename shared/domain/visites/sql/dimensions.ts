import type { Page } from '../analytics/breakdowns.ts';

/** `CASE` for the codes that `/data` counts; any other is NULL. */
function only(column: string, one: string, other: string): string {
  return `CASE WHEN ${column} IN ('${one}', '${other}') THEN ${column} END`;
}

const ofPartner = {
  potentiel: 'p.code_potentiel',
  region: 'p.code_region_partenaire',
  gamme: 'p.code_gamme_partenaire',
  specialite: 'p.code_specialite_partenaire',
} as const;

/** Each page's dimensions as columns of its tables: `v` visits, `pv` their partners, `p` partners, `e`, `d`, `b`. */
export const dimensions: Readonly<Record<Page, Readonly<Record<string, string>>>> = {
  data: {
    planification: only('v.code_type_visite', 'PLAN', 'HOPL'),
    profession: only('pv.code_type_partenaire', 'MEDE', 'PHAR'),
    secteur: `CASE WHEN p.code_type_etablissement IN UNNEST(@prives) THEN 'ETPR'
           WHEN p.code_type_etablissement IN UNNEST(@publics) THEN 'ETPU' END`,
    forme: only('v.type_visite', 'S', 'G'),
    accompagnement: only('v.flag_accompagnee', 'N', 'O'),
    region: 'pv.code_region_partenaire',
    ville: 'pv.code_ville_partenaire',
    gamme: 'pv.code_gamme_partenaire',
    specialite: 'pv.code_specialite_partenaire',
  },
  performance: {
    type_partenaire: 'pv.code_type_partenaire',
    statut_partenaire: 'p.code_statut_partenaire',
    potentiel: 'p.code_potentiel',
    region: 'pv.code_region_partenaire',
    utilisateur: 'v.id_utilisateur',
    jour: 'v.date_visite',
  },
  partenaire: {
    ...ofPartner,
    etablissement: 'p.code_type_etablissement',
    ville: 'p.code_ville_partenaire',
  },
  users: {
    gamme: 'pv.code_gamme_partenaire',
    region: 'pv.code_region_partenaire',
    statut_partenaire: 'p.code_statut_partenaire',
    responsable: 'v.id_responsable',
    utilisateur: 'v.id_utilisateur',
  },
  evaluation: {
    evalue: 'e.id_utilisateur_evalue',
    points: 'e.points_obtenu',
    visites_evalue: 'COALESCE(n.nombre, 0)',
    mois: `FORMAT_DATE('%Y-%m', e.date_integration)`,
    createur: 'e.id_createur',
    categorie: 'd.code_categorie',
    sous_categorie: 'd.code_sous_categorie',
  },
  invest: {
    ...ofPartner,
    visites_partenaire: 'COALESCE(n.nombre, 0)',
    statut_bc: 'b.code_statut_bc',
    type_investissement: 'b.code_type_investissement',
    categorie_investissement: 'b.code_categorie_investissement',
  },
};

interface Measure {
  /** What each row brings, by column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly of: string;
}

const visits = { columns: { id_visite: 'v.id_visite' }, of: 'COUNT(DISTINCT id_visite)' } as const;

/** Each page's measures over its rows. */
export const measures: Readonly<Record<Page, Readonly<Record<string, Measure>>>> = {
  data: { lignes: { columns: {}, of: 'COUNT(*)' } },
  performance: { visites: visits },
  partenaire: {
    partenaires: { columns: {}, of: 'COUNT(*)' },
    visites: { columns: { nombre: 'c.nombre' }, of: 'SUM(nombre)' },
  },
  users: {
    utilisateurs: { columns: { id_utilisateur: 'v.id_utilisateur' }, of: 'COUNT(DISTINCT id_utilisateur)' },
    visites: visits,
    premier_jour: {
      columns: { date_visite: 'v.date_visite' },
      of: `MIN(DATE_DIFF(date_visite, DATE '1970-01-01', DAY))`,
    },
  },
  evaluation: {
    evaluations: { columns: { id_evaluation: 'e.id' }, of: 'COUNT(DISTINCT id_evaluation)' },
    details: { columns: { id_detail: 'd.id' }, of: 'COUNT(id_detail)' },
    notes: { columns: { note: 'd.point_obtenu' }, of: 'COUNT(note)' },
    milliemes: {
      columns: { note: 'd.point_obtenu' },
      of: 'COALESCE(SUM(CAST(ROUND(note * 1000) AS INT64)), 0)',
    },
  },
  invest: { centimes: { columns: { budget_centimes: 'b.budget_centimes' }, of: 'COALESCE(SUM(budget_centimes), 0)' } },
};
