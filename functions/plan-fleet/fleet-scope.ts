import { addDays, type Day } from '../../shared/domain/day.ts';
import { findSource, fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import type { FleetSource } from '../../shared/domain/fleet/catalogue-schema.ts';
import { utcDay } from '../../shared/domain/fleet/fleet-window.ts';
import type { FleetDue } from '../../shared/messages/fleet.ts';
import { PermanentError } from '../../shared/ports/failures.ts';

export interface FleetScope {
  readonly sources: readonly FleetSource[];
  readonly from: Day;
  /** Excluded. */
  readonly to: Day;
  /** Covered windows too. */
  readonly again: boolean;
}

/**
 * What a `fleet-due` asks for. Without days it is a scheduled run: the last days, again, because rows come late.
 * @throws PermanentError on an unknown table, or an end before the start.
 */
export function readScope(due: FleetDue, now: Date, lookbackDays: number): FleetScope {
  const today = utcDay(now);
  const isScheduled = due.from === undefined && due.to === undefined;
  const to = due.to ?? (isScheduled ? today : addDays(today, 1));
  const from = due.from ?? addDays(to, -Math.max(1, lookbackDays));
  if (to < from) throw new PermanentError(`the days end (${to}) before they start (${from})`);
  return { sources: withIdSources(sourcesNamed(due.tables)), from, to, again: isScheduled || due.force === true };
}

function sourcesNamed(names: readonly string[] | undefined): readonly FleetSource[] {
  if (names === undefined) return fleetSources;
  const found = names.map((name) => {
    const source = findSource(name);
    if (source === undefined) throw new PermanentError(`no fleet table is called ${name}`);
    return source;
  });
  return fleetSources.filter((source) => found.includes(source));
}

/** A source that is asked by ids brings the one that has them. */
function withIdSources(sources: readonly FleetSource[]): readonly FleetSource[] {
  const needed = new Set(sources.flatMap(({ ids }) => ids?.of ?? []));
  return fleetSources.filter((source) => sources.includes(source) || needed.has(source.table));
}
