import type { Selection } from '../analytics/selection.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';
import { scanVisits } from './scan-visits.ts';
import { DistinctCounter } from './to-cells.ts';

/** The distinct selected visits of each partner, by the partner's number; those without partner at 0. */
export function visitsByPartner(snapshot: CountedSnapshot, selection: Selection): Uint32Array {
  const { rowPartner, partnerIds } = snapshot;
  const partner = new DistinctCounter(partnerIds.length + 1);
  scanVisits(snapshot, selection, {
    row: (visit, row) => void partner.add(rowPartner[row] ?? 0, visit),
  });
  return partner.counts;
}
