import { addDays, type Day } from '../../domain/day.ts';
import { createIntervention, type InterventionRequest } from './create-intervention.ts';
import type { DemoIntervention } from './demo-intervention.ts';
import { activities } from './words.ts';

/** What a demo day is made from: the same request gives the same records and, byte for byte, the same photos. */
export interface DemoDayRequest {
  readonly seed: number;
  readonly day: Day;
  /** Interventions that the day's list must give. */
  readonly count: number;
  /** Exactly so many photos in each; 0 to 9 when not said. */
  readonly photosPerIntervention?: number;
}

/** One day of the portal. */
export interface DemoDay {
  readonly day: Day;
  /** What the day's list must give: this day's appointments of the first activity, closed in the past. */
  readonly interventions: readonly DemoIntervention[];
  /** What it must not give: other days, other activities, not closed. */
  readonly others: readonly DemoIntervention[];
}

type Oddity = Pick<InterventionRequest, 'day' | 'time' | 'activity' | 'closedAt'>;

function otherKinds(day: Day): Oddity[] {
  return [
    { day: addDays(day, -1), time: '23:45' },
    { day, activity: activities[1] },
    { day: addDays(day, 1), time: '00:00' },
    { day, closedAt: null },
    { day: addDays(day, -1) },
    { day, activity: activities[2] },
    { day: addDays(day, 1) },
    { day, closedAt: '2099-12-31 23:59:59' },
  ];
}

/** The first and the last minutes of a day belong to it. */
function edgeTime(rank: number): { time?: string } {
  if (rank === 3) return { time: '00:15' };
  return rank === 4 ? { time: '23:45' } : {};
}

/** Makes a day and what surrounds it; photos get their bytes only when read (`createPhotoStudio`). */
export function createDemoDay({ seed, day, count, photosPerIntervention }: DemoDayRequest): DemoDay {
  const photoCount = photosPerIntervention === undefined ? {} : { photoCount: photosPerIntervention };
  const common = { seed, worldDay: day, ...photoCount };
  const kinds = otherKinds(day);
  return {
    day,
    interventions: Array.from({ length: count }, (_, rank) =>
      createIntervention({ ...common, series: 'list', rank, serial: rank, day, ...edgeTime(rank) }),
    ),
    others: Array.from({ length: Math.max(kinds.length, Math.ceil(count / 3)) }, (_, rank) =>
      createIntervention({
        ...common,
        series: 'others',
        rank,
        serial: count + rank,
        day,
        ...kinds[rank % kinds.length],
      }),
    ),
  };
}
