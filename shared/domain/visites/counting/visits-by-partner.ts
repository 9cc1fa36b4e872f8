import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { selectRows } from './select-rows.ts';

/** The selected visits of each partner, by the partner's number; those without partner at 0. A visit has a partner once. */
export function visitsByPartner(snapshot: CountedSnapshot, selection: Selection): Uint32Array {
  const { rowPartner, partnerIds } = snapshot;
  const counts = new Uint32Array(partnerIds.length + 1);
  const { length, rows } = selectRows(snapshot, selection);
  for (let at = 0; at < length; at++) {
    const partner = rowPartner[rows[at] ?? 0] ?? 0;
    counts[partner] = (counts[partner] ?? 0) + 1;
  }
  return counts;
}
