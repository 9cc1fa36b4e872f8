import type { FleetSeed } from './data/fleet-seed.ts';
import { listingEndpoints } from './endpoints/listing-endpoints.ts';
import { reportEndpoints } from './endpoints/report-endpoints.ts';
import { seriesEndpoints } from './endpoints/series-endpoints.ts';
import { streamEndpoints } from './endpoints/stream-endpoints.ts';
import type { FleetPart, PageSizes } from './fleet-part.ts';

/** All that the fake fleet has, and the addresses where it is asked for. */
export function createFleetCatalogue(seed: FleetSeed, sizes: PageSizes): Required<FleetPart> {
  const parts: readonly FleetPart[] = [
    listingEndpoints(seed, sizes),
    seriesEndpoints(seed, sizes),
    streamEndpoints(seed, sizes),
    reportEndpoints(seed, sizes),
  ];
  return {
    endpoints: parts.flatMap(({ endpoints }) => endpoints),
    timed: parts.flatMap(({ timed = [] }) => timed),
    rollups: parts.flatMap(({ rollups = [] }) => rollups),
    listed: parts.flatMap(({ listed = [] }) => listed),
  };
}
