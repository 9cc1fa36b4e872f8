import { type Day, dayInZone } from '../../domain/day.ts';
import type { DemoService } from '../http/start-server.ts';
import type { FleetSeed } from './data/fleet-seed.ts';
import { createFleetCatalogue } from './fleet-catalogue.ts';
import type { PageSizes } from './fleet-part.ts';
import { createFleetService } from './fleet-service.ts';
import { createFleetTruth, type FleetTruth } from './fleet-truth.ts';
import { createRateBook, type RateCount } from './rate-book.ts';

/** How the fake fleet is. All has a default. */
export interface FleetOptions extends Partial<FleetSeed>, Partial<PageSizes> {
  readonly token?: string;
  /** Of the pages so many come empty first, though more follow. */
  readonly emptyShare?: number;
  /** Addresses that answer 403. */
  readonly forbidden?: readonly string[];
  /** False: nobody counts the calls, none is too many. */
  readonly limits?: boolean;
}

/** A fleet: what serves it, what is true about it, what it counted. */
export interface DemoFleet {
  readonly token: string;
  readonly service: DemoService;
  readonly truth: FleetTruth;
  /** Calls by address, and `global`: `above` counts those that came above a limit. */
  counts(): Readonly<Record<string, RateCount>>;
  /** From now on the token may not read this address. */
  forbid(path: string): void;
  allow(path: string): void;
}

const firstDay: Day = '2024-01-01';

/** A fleet for these options; rows are made when asked for, so that its size costs no memory. */
export function createDemoFleet(options: FleetOptions = {}): DemoFleet {
  const { vehicles = 20, token = 'demo-fleet', emptyShare = 0, limits = true } = options;
  const seed: FleetSeed = {
    seed: options.seed ?? 7,
    vehicles,
    drivers: options.drivers ?? Math.ceil(vehicles * 1.5),
    readingsPerDay: options.readingsPerDay ?? 24,
    from: options.from ?? firstDay,
    to: options.to ?? dayInZone(new Date(), 'UTC'),
    lateShare: options.lateShare ?? 0,
    newFieldShare: options.newFieldShare ?? 0,
    floatShare: options.floatShare ?? 0,
  };
  const sizes = { rowsPerPage: options.rowsPerPage ?? 100, vehiclesPerPage: options.vehiclesPerPage ?? 8 };
  const catalogue = createFleetCatalogue(seed, sizes);
  const rates = limits ? createRateBook(150) : undefined;
  const forbidden = new Set(options.forbidden);
  return {
    token,
    truth: createFleetTruth(catalogue),
    service: createFleetService({
      token,
      seed: seed.seed,
      emptyShare,
      rates,
      forbidden,
      endpoints: catalogue.endpoints,
    }),
    counts: () => rates?.counts() ?? {},
    forbid: (path) => void forbidden.add(path),
    allow: (path) => void forbidden.delete(path),
  };
}
