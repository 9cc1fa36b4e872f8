import { createReference, type Observed, type Reference } from '../analytics/reference.ts';
import type { Text } from '../snapshot/dictionary.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { deleted } from '../snapshot/traits.ts';

/** A snapshot with what its counts look up. */
export interface CountedSnapshot extends Snapshot {
  readonly reference: Reference;
  /** The number of a user, by id: that of `visitUser`. */
  readonly userNumbers: ReadonlyMap<number, number>;
  /** The visits of each user by number that are not deleted, of all time. */
  readonly userVisits: Uint32Array;
  /** Room for as many rows as there are: see `selectRows`. */
  readonly scratch: { readonly visits: Uint32Array; readonly rows: Uint32Array };
}

export function prepareSnapshot(snapshot: Snapshot): CountedSnapshot {
  const rows = snapshot.rowPartner.length;
  return {
    ...snapshot,
    reference: createReference(snapshot.users, snapshot.codifications, observedIn(snapshot)),
    userNumbers: new Map(Array.from(snapshot.userIds, (id, number) => [id, number])),
    userVisits: visitsByUser(snapshot),
    scratch: { visits: new Uint32Array(rows), rows: new Uint32Array(rows) },
  };
}

function visitsByUser({ visitUser, visitTraits, userIds }: Snapshot): Uint32Array {
  const counts = new Uint32Array(userIds.length);
  for (let visit = 0; visit < visitUser.length; visit++) {
    const user = visitUser[visit] ?? 0;
    if ((visitTraits[visit] ?? 0) < deleted) counts[user] = (counts[user] ?? 0) + 1;
  }
  return counts;
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
