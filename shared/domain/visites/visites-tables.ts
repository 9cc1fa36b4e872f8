import { deliveredAs, required } from '../delivery/cell.ts';
import { day, decimal, hundredths, text, wholeNumber } from '../delivery/cells.ts';
import { type DeliverySet, deliveryTable, type RowOf } from '../delivery/delivery-table.ts';

// The CRM's tables as it delivers them. Rows keep its column names; where a unit is not plain, ours says it.

export const utilisateurTable = deliveryTable({
  name: 'tab_utilisateur',
  key: ['id_utilisateur'],
  cells: {
    id_utilisateur: required(wholeNumber),
    id_responsable: wholeNumber,
    nom: text,
    prenom: text,
    role: text,
    code_statut: text,
  },
});

export const partenaireTable = deliveryTable({
  name: 'tab_partenaire',
  key: ['id_partenaire'],
  clusterBy: ['id_partenaire'],
  cells: {
    id_partenaire: required(wholeNumber),
    nom: text,
    prenom: text,
    code_potentiel: text,
    code_type_etablissement: text,
    code_statut_partenaire: text,
    code_region_partenaire: text,
    code_ville_partenaire: text,
    code_type_partenaire: text,
    code_gamme_partenaire: text,
    code_specialite_partenaire: text,
  },
});

export const codificationTable = deliveryTable({
  name: 'tab_par_codification',
  key: ['type_codification', 'code_codification'],
  cells: {
    type_codification: required(text),
    code_codification: required(text),
    libelle_codification: text,
    ordre_codification: wholeNumber,
    type_parent: text,
    code_parent: text,
    flag_actif: text,
  },
});

export const visiteTable = deliveryTable({
  name: 'tab_visite',
  key: ['id_visite'],
  partitionBy: 'date_visite',
  clusterBy: ['id_utilisateur', 'id_visite'],
  cells: {
    id_visite: required(wholeNumber),
    id_utilisateur: required(wholeNumber),
    id_responsable: wholeNumber,
    code_type_visite: text,
    code_statut_visite: text,
    flag_accompagnee: text,
    date_visite: required(day),
    type_visite: text,
  },
});

export const partenaireVisiteTable = deliveryTable({
  name: 'tab_partenaire_visite',
  key: ['id_visite', 'id_partenaire'],
  clusterBy: ['id_visite', 'id_partenaire'],
  cells: {
    id_visite: required(wholeNumber),
    id_partenaire: required(wholeNumber),
    code_region_partenaire: text,
    code_ville_partenaire: text,
    code_type_partenaire: text,
    code_gamme_partenaire: text,
    code_specialite_partenaire: text,
  },
});

export const evaluationTable = deliveryTable({
  name: 'tab_evaluation',
  key: ['id'],
  cells: {
    id: required(wholeNumber),
    id_createur: wholeNumber,
    id_utilisateur_evalue: wholeNumber,
    points_obtenu: decimal,
    points_total: decimal,
    date_integration: day,
  },
});

export const evaluationDetailedTable = deliveryTable({
  name: 'tab_evaluation_detailed',
  key: ['id'],
  cells: {
    id: required(wholeNumber),
    id_evaluation: wholeNumber,
    code_categorie: text,
    code_sous_categorie: text,
    point_obtenu: decimal,
    point_sur: decimal,
  },
});

export const partenaireBcTable = deliveryTable({
  name: 'tab_partenaire_bc',
  key: ['id_business_case'],
  cells: {
    id_business_case: required(wholeNumber),
    id_partenaire: wholeNumber,
    id_responsable: wholeNumber,
    code_statut_bc: text,
    code_type_investissement: text,
    code_categorie_investissement: text,
    /** Hundredths of the currency: amounts are whole numbers everywhere inside. */
    budget_centimes: deliveredAs('budget', hundredths),
    date_realisation: day,
  },
});

export type Utilisateur = RowOf<typeof utilisateurTable>;
export type Partenaire = RowOf<typeof partenaireTable>;
export type Codification = RowOf<typeof codificationTable>;
export type Visite = RowOf<typeof visiteTable>;
export type PartenaireVisite = RowOf<typeof partenaireVisiteTable>;
export type Evaluation = RowOf<typeof evaluationTable>;
export type EvaluationDetailed = RowOf<typeof evaluationDetailedTable>;
export type PartenaireBc = RowOf<typeof partenaireBcTable>;

/** The small tables first: a delivery that is not whole is refused before its visits are read. */
export const visitesSet = {
  name: 'visites',
  tables: [
    utilisateurTable,
    codificationTable,
    partenaireTable,
    evaluationTable,
    evaluationDetailedTable,
    partenaireBcTable,
    visiteTable,
    partenaireVisiteTable,
  ],
} as const satisfies DeliverySet;
