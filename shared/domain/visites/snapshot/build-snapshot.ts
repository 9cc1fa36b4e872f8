import type {
  Codification,
  Evaluation,
  EvaluationDetailed,
  Partenaire,
  PartenaireBc,
  PartenaireVisite,
  Utilisateur,
  Visite,
} from '../visites-tables.ts';
import { createCaseColumns } from './case-columns.ts';
import { createEvaluationColumns } from './evaluation-columns.ts';
import { createPartnerColumns } from './partner-columns.ts';
import type { Snapshot } from './snapshot.ts';
import { createVisitColumns } from './visit-columns.ts';

/** The tables of a delivery by name, with their rows. */
export interface VisitesRows {
  readonly tab_utilisateur: Utilisateur;
  readonly tab_par_codification: Codification;
  readonly tab_partenaire: Partenaire;
  readonly tab_evaluation: Evaluation;
  readonly tab_evaluation_detailed: EvaluationDetailed;
  readonly tab_partenaire_bc: PartenaireBc;
  readonly tab_visite: Visite;
  readonly tab_partenaire_visite: PartenaireVisite;
}

export interface SnapshotBuilder {
  /** Takes one row. Evaluations come before their details, and visits before their partners: what has none yet is dropped. */
  readonly add: { readonly [T in keyof VisitesRows]: (row: VisitesRows[T]) => void };
  /** The snapshot of all rows so far; nothing may be added after. */
  build(): Snapshot;
}

/** Gathers the checked rows of a delivery; a million visits take some 100 MB on the way. */
export function createSnapshotBuilder(): SnapshotBuilder {
  const users: Utilisateur[] = [];
  const codifications: Codification[] = [];
  const partners = createPartnerColumns();
  const visits = createVisitColumns(partners);
  const evaluations = createEvaluationColumns();
  const cases = createCaseColumns(partners);
  return {
    add: {
      tab_utilisateur: (row) => void users.push(row),
      tab_par_codification: (row) => void codifications.push(row),
      tab_partenaire: partners.add,
      tab_evaluation: evaluations.add,
      tab_evaluation_detailed: evaluations.addDetail,
      tab_partenaire_bc: cases.add,
      tab_visite: visits.add,
      tab_partenaire_visite: visits.addPartner,
    },
    build: () => ({
      users,
      codifications,
      ...visits.build(),
      ...evaluations.build(),
      ...cases.build(),
      ...partners.build(),
    }),
  };
}
