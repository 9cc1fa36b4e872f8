import { createReference, type Observed, type Reference } from '../analytics/reference.ts';
import type { Text } from '../snapshot/dictionary.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { deleted } from '../snapshot/traits.ts';
import { deletedRow, type RowColumns, rowColumns } from './row-columns.ts';

/** A snapshot with what its counts look up. */
export interface CountedSnapshot extends Omit<Snapshot, keyof RowColumns>, RowColumns {
  readonly reference: Reference;
  /** The number of a user, by id: that of `visitUser`. */
  readonly userNumbers: ReadonlyMap<number, number>;
  /** The visits of each user by number that are not deleted, of all time. */
  readonly userVisits: Uint32Array;
  /** The visits of each partner by number that are not deleted, of all time: see `visitsByPartner`. */
  readonly partnerVisits: Uint32Array;
  /** Room for as many rows as there are: see `selectRows`. */
  readonly rowScratch: Uint32Array;
}

export function prepareSnapshot(snapshot: Snapshot): CountedSnapshot {
  const reference = createReference(snapshot.users, snapshot.codifications, observedIn(snapshot));
  const columns = rowColumns(snapshot, (type, code) => reference.find(type, code) !== undefined);
  return {
    ...snapshot,
    ...columns,
    reference,
    userNumbers: new Map(Array.from(snapshot.userIds, (id, number) => [id, number])),
    userVisits: visitsByUser(snapshot),
    partnerVisits: visitsOfPartners(snapshot, columns),
    rowScratch: new Uint32Array(snapshot.rowPartner.length),
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

function visitsOfPartners({ rowPartner, partnerIds }: Snapshot, { rowTraits }: RowColumns): Uint32Array {
  const counts = new Uint32Array(partnerIds.length + 1);
  for (let row = 0; row < rowPartner.length; row++) {
    const partner = rowPartner[row] ?? 0;
    if ((rowTraits[row] ?? 0) < deletedRow) counts[partner] = (counts[partner] ?? 0) + 1;
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
