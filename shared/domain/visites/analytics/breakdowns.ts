/** The six pages of the analytics, by the last word of their address. */
export const pages = ['data', 'performance', 'partenaire', 'evaluation', 'invest', 'users'] as const;
export type Page = (typeof pages)[number];

/** The column that a cell belongs to: a code, an id, a day, a number of visits. Null is what the row does not say. */
export type Key = string | number | null;

/** What is counted for one combination of keys. */
export interface Cell {
  readonly keys: readonly Key[];
  /** In the order of the breakdown's measures. */
  readonly values: readonly number[];
}

interface Breakdown {
  readonly by: readonly string[];
  readonly measures: readonly string[];
}

/**
 * What each page counts, and by what: the only place that says so. Every engine counts all breakdowns of a page in one
 * scan and gives the same cells; answers are made of cells alone. A unit of its own for each measure:
 * `lignes` visit x partner (a visit without partner is one), `visites`, `utilisateurs`, `partenaires`, `evaluations`
 * distinct ones, `premier_jour` days since 1970-01-01, `milliemes` thousandths of points, `centimes` of budget.
 */
export const breakdowns = {
  data: {
    /** Each dimension only tells the codes that are counted; any other is null, as a missing one. */
    compteurs: {
      by: ['planification', 'profession', 'secteur', 'forme', 'accompagnement'],
      measures: ['lignes'],
    },
    lieux: { by: ['region', 'ville'], measures: ['lignes'] },
    disciplines: { by: ['gamme', 'specialite'], measures: ['lignes'] },
  },
  performance: {
    professions: { by: ['type_partenaire'], measures: ['visites'] },
    statuts: { by: ['statut_partenaire'], measures: ['visites'] },
    potentiels: { by: ['potentiel'], measures: ['visites'] },
    regions: { by: ['region'], measures: ['visites'] },
    utilisateurs: { by: ['utilisateur'], measures: ['visites'] },
    jours: { by: ['jour'], measures: ['visites'] },
  },
  /** By the partners' own columns. */
  partenaire: {
    potentiels: { by: ['potentiel'], measures: ['partenaires', 'visites'] },
    etablissements: { by: ['etablissement'], measures: ['partenaires'] },
    lieux: { by: ['region', 'ville'], measures: ['partenaires'] },
    disciplines: { by: ['gamme', 'specialite'], measures: ['partenaires'] },
  },
  users: {
    gammes: { by: ['gamme'], measures: ['utilisateurs'] },
    regions: { by: ['region'], measures: ['utilisateurs'] },
    statuts: { by: ['statut_partenaire'], measures: ['utilisateurs'] },
    responsables: { by: ['responsable'], measures: ['visites'] },
    utilisateurs: { by: ['utilisateur'], measures: ['premier_jour'] },
  },
  evaluation: {
    evalues: { by: ['evalue', 'points', 'visites_evalue'], measures: ['evaluations'] },
    mois: { by: ['mois'], measures: ['evaluations'] },
    createurs: { by: ['createur'], measures: ['evaluations'] },
    categories: { by: ['categorie', 'sous_categorie'], measures: ['details', 'notes', 'milliemes'] },
  },
  invest: {
    visites: { by: ['visites_partenaire'], measures: ['centimes'] },
    gammes: { by: ['gamme'], measures: ['centimes'] },
    statuts: { by: ['statut_bc'], measures: ['centimes'] },
    potentiels: { by: ['potentiel'], measures: ['centimes'] },
    specialites: { by: ['specialite'], measures: ['centimes'] },
    regions: { by: ['region'], measures: ['centimes'] },
    types: { by: ['type_investissement'], measures: ['centimes'] },
    categories: { by: ['categorie_investissement'], measures: ['centimes'] },
  },
} as const satisfies Record<Page, Record<string, Breakdown>>;

/** All cells of a page, by breakdown. Within one, keys differ, in no order. */
export type Cells<P extends Page> = { readonly [B in keyof (typeof breakdowns)[P]]: readonly Cell[] };
