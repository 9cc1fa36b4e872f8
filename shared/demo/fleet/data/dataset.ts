import type { Json, JsonObject } from '../json.ts';

/** One row with a time: what the API lists and the warehouse must hold once. Times are epoch milliseconds. */
export interface Item {
  /** Its own start, or the time of the reading. */
  readonly at: number;
  /** Where it ends, when it lasts. */
  readonly until?: number;
  /** When it changed last, where the API says so. */
  readonly updatedAt?: number;
  readonly json: JsonObject;
  /** Not there yet when its window is asked for the first time. */
  readonly isLate?: boolean;
}

/** Rows with a time, by the thing they belong to, made anew each time they are looked at. */
export interface TimedSet {
  /** The endpoint's path, and the type after a `#` where one endpoint gives several. */
  readonly name: string;
  readonly entities: number;
  /** What the API gives around an entity's rows; empty where rows stand alone. */
  parentOf(entity: number): JsonObject;
  /** The rows that start on that UTC day (its first millisecond), in the order of time. */
  itemsOf(entity: number, day: number): readonly Item[];
}

/** One row per entity and asked window, never the sum of smaller windows. */
export interface RollupSet {
  readonly name: string;
  readonly entities: number;
  rollUp(entity: number, from: number, to: number): JsonObject;
}

/** A listing without a time. */
export interface ListedSet {
  readonly name: string;
  readonly entities: number;
  rowOf(entity: number): JsonObject;
}

export const dayMilliseconds = 86_400_000;

/** RFC 3339, as most of the API writes it. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** An object without the keys whose value is not there: the API leaves them out. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  const entries = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
