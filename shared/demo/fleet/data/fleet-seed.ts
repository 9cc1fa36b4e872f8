import type { Day } from '../../../domain/day.ts';

/** From what a fleet is made: the same seed gives the same rows for every day, whatever is asked. */
export interface FleetSeed {
  readonly seed: number;
  readonly vehicles: number;
  readonly drivers: number;
  /** About so many readings of each stat for each vehicle and day. */
  readonly readingsPerDay: number;
  /** There is nothing before this day, and nothing from `to` on. */
  readonly from: Day;
  readonly to: Day;
  /** Of the days of an entity so many have a row that comes late (0 to 1). */
  readonly lateShare: number;
  /** So many rows have a field that no description names. */
  readonly newFieldShare: number;
  /** So many integers have turned into fractions. */
  readonly floatShare: number;
}
