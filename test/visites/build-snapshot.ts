import { createSnapshotBuilder } from '../../shared/domain/visites/snapshot/build-snapshot.ts';
import type { Snapshot } from '../../shared/domain/visites/snapshot/snapshot.ts';
import type { Tables } from './random-tables.ts';

/** The snapshot of these rows, as an import makes it. */
export function buildSnapshot(tables: Tables): Snapshot {
  const { add, build } = createSnapshotBuilder();
  for (const row of tables.tab_utilisateur) add.tab_utilisateur(row);
  for (const row of tables.tab_par_codification) add.tab_par_codification(row);
  for (const row of tables.tab_partenaire) add.tab_partenaire(row);
  for (const row of tables.tab_evaluation) add.tab_evaluation(row);
  for (const row of tables.tab_evaluation_detailed) add.tab_evaluation_detailed(row);
  for (const row of tables.tab_partenaire_bc) add.tab_partenaire_bc(row);
  for (const row of tables.tab_visite) add.tab_visite(row);
  for (const row of tables.tab_partenaire_visite) add.tab_partenaire_visite(row);
  return build();
}
