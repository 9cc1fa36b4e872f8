import { addDays, type Day, daysBetween } from '../../domain/day.ts';
import { dayMilliseconds, iso } from './data/dataset.ts';
import type { FleetPart } from './fleet-part.ts';
import type { JsonObject } from './json.ts';

/** A row with a time, as the API gives it. */
export interface TrueRow {
  /** What stands around it: a vehicle's or a driver's id, name, ...; empty where rows stand alone. */
  readonly parent: JsonObject;
  /** The row itself. */
  readonly item: JsonObject;
  /** Its own start, or the time of the reading. */
  readonly startsAt: string;
  /** Its last change; its start where the API says none. */
  readonly updatedAt: string;
  /** It was not there when its window was asked for the first time. */
  readonly isLate: boolean;
}

/** What must be in the warehouse in the end, whatever the pages, the windows and the faults. */
export interface FleetTruth {
  /** Every name below: an endpoint's path, `#type` behind it where one endpoint gives several sorts of rows. */
  readonly names: readonly string[];
  /** Everything a listing without a time has. @throws RangeError on a name that is none */
  list(name: string): Iterable<JsonObject>;
  /** The rows that start (or changed last) on a day of the range, `to` excluded. @throws RangeError on a name that is none */
  rows(name: string, range: TrueRange): Iterable<TrueRow>;
  /**
   * What the reports say of each day of the range alone, `to` excluded, or of each month (IFTA), `day` being its first.
   * @throws RangeError on a name that is none
   */
  reports(name: string, range: ReportRange): Iterable<{ readonly day: Day; readonly row: JsonObject }>;
}

export interface TrueRange {
  readonly from: Day;
  readonly to: Day;
  readonly by?: 'start' | 'update';
}

export interface ReportRange {
  readonly from: Day;
  readonly to: Day;
  readonly each?: 'day' | 'month';
}

/** Rows that changed so many days after their start are found. */
const latestUpdateDays = 2;

function find<T extends { readonly name: string }>(sets: readonly T[], name: string): T {
  const found = sets.find((set) => set.name === name);
  if (found === undefined) throw new RangeError(`the demo fleet has no ${name}`);
  return found;
}

/** The truth about a fleet. */
export function createFleetTruth({ timed, listed, rollups }: Required<FleetPart>): FleetTruth {
  return {
    names: [...timed, ...listed, ...rollups].map(({ name }) => name),
    *list(name) {
      const set = find(listed, name);
      for (let entity = 0; entity < set.entities; entity += 1) yield set.rowOf(entity);
    },
    *rows(name, { from, to, by = 'start' }) {
      const set = find(timed, name);
      const firstDay = by === 'start' ? from : addDays(from, -latestUpdateDays);
      for (let entity = 0; entity < set.entities; entity += 1) {
        for (const day of daysBetween(firstDay, addDays(to, -1))) {
          for (const { at, updatedAt = at, json, isLate = false } of set.itemsOf(entity, Date.parse(day))) {
            const anchor = iso(by === 'start' ? at : updatedAt).slice(0, 10);
            if (anchor < from || anchor >= to) continue;
            const parent = set.parentOf(entity);
            yield { parent, item: json, startsAt: iso(at), updatedAt: iso(updatedAt), isLate };
          }
        }
      }
    },
    *reports(name, { from, to, each = 'day' }) {
      const set = find(rollups, name);
      const days = daysBetween(from, addDays(to, -1)).filter((day) => each === 'day' || day.endsWith('-01'));
      for (const day of days) {
        const start = Date.parse(day);
        const end =
          each === 'day' ? start + dayMilliseconds : new Date(start).setUTCMonth(new Date(start).getUTCMonth() + 1);
        for (let entity = 0; entity < set.entities; entity += 1) yield { day, row: set.rollUp(entity, start, end) };
      }
    },
  };
}
