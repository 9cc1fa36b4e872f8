import type { Cells, Page } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';
import { countData } from './count-data.ts';
import { countEvaluation } from './count-evaluation.ts';
import { countInvest } from './count-invest.ts';
import { countPartenaire } from './count-partenaire.ts';
import { countPerformance } from './count-performance.ts';
import { countUsers } from './count-users.ts';
import type { CountedSnapshot } from './counted-snapshot.ts';

const counts: { readonly [P in Page]: (snapshot: CountedSnapshot, selection: Selection) => Cells<P> } = {
  data: countData,
  performance: countPerformance,
  partenaire: countPartenaire,
  users: countUsers,
  evaluation: countEvaluation,
  invest: countInvest,
};

/** All cells of a page in one pass over the snapshot. */
export function countPage<P extends Page>(page: P, snapshot: CountedSnapshot, selection: Selection): Cells<P> {
  return counts[page](snapshot, selection);
}
