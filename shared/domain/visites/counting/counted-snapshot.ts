import { createReference, type Observed, type Reference } from '../analytics/reference.ts';
import type { Text } from '../snapshot/dictionary.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A snapshot with what its counts look up. */
export interface CountedSnapshot extends Snapshot {
  readonly reference: Reference;
  /** The number of a user, by id: that of `visitUser`. */
  readonly userNumbers: ReadonlyMap<number, number>;
}

export function prepareSnapshot(snapshot: Snapshot): CountedSnapshot {
  return {
    ...snapshot,
    reference: createReference(snapshot.users, snapshot.codifications, observedIn(snapshot)),
    userNumbers: new Map(Array.from(snapshot.userIds, (id, number) => [id, number])),
  };
}

function observedIn(snapshot: Snapshot): Observed {
  const texts = (entries: readonly Text[]) => entries.filter((entry) => entry !== null);
  return {
    potentiel: texts(snapshot.potentials),
    type_partenaire: texts(snapshot.partnerTypes),
    statut_partenaire: texts(snapshot.partnerStatuses),
    statut_bc: texts(snapshot.caseStatuses),
    categorie_bc: texts(snapshot.investmentCategories),
  };
}
