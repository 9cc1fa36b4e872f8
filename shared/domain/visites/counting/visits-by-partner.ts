import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { selectRows } from './select-rows.ts';
import { DistinctCounter } from './to-cells.ts';

/** The distinct selected visits of each partner, by the partner's number; those without partner at 0. */
export function visitsByPartner(snapshot: CountedSnapshot, selection: Selection): Uint32Array {
  const { rowPartner, partnerIds } = snapshot;
  const partner = new DistinctCounter(partnerIds.length + 1);
  const { length, visits, rows } = selectRows(snapshot, selection);
  for (let at = 0; at < length; at++) partner.add(rowPartner[rows[at] ?? 0] ?? 0, visits[at] ?? 0);
  return partner.counts;
}
