import type { ListedSet, RollupSet, TimedSet } from './data/dataset.ts';
import type { Endpoint } from './listing.ts';

/** What some of the fleet's addresses have, and these addresses. */
export interface FleetPart {
  readonly endpoints: readonly Endpoint[];
  readonly timed?: readonly TimedSet[];
  readonly rollups?: readonly RollupSet[];
  readonly listed?: readonly ListedSet[];
}

export interface PageSizes {
  /** Rows of a page where the API decides. */
  readonly rowsPerPage: number;
  readonly vehiclesPerPage: number;
}
