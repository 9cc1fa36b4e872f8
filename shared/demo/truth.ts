import type { Day } from '../domain/day.ts';
import type { DemoDay } from './data/create-demo-day.ts';
import type { DemoIntervention } from './data/demo-intervention.ts';
import type { PhotoFacts, PhotoStudio } from './data/photos/photo-studio.ts';
import { activities } from './data/words.ts';

/** A record and the facts about its photos' bytes. */
export interface TrueIntervention extends Omit<DemoIntervention, 'photos'> {
  readonly photos: readonly PhotoFacts[];
}

/** What a run should end with. */
export interface Truth {
  readonly day: Day;
  /** What the list must give for the world's day. */
  readonly interventions: readonly DemoIntervention[];
  /** The portal's other records. */
  readonly others: readonly DemoIntervention[];
  /** What the list must give for any day: its appointments of the first activity that were closed before now. */
  expectedOn(day: Day): readonly DemoIntervention[];
  /** The facts about one record's photos, in its order. @throws Error when there is no such reference. */
  photosOf(reference: string): Promise<readonly PhotoFacts[]>;
  /** Everything about the world's day: renders every photo. */
  describeAll(): Promise<readonly TrueIntervention[]>;
}

/** The truth about a day. */
export function createTruth(demoDay: DemoDay, studio: PhotoStudio): Truth {
  const { day, interventions, others } = demoDay;
  const all = [...interventions, ...others];
  const isPast = (closedAt: string | null) => closedAt !== null && closedAt < '2099';
  return {
    day,
    interventions,
    others,
    expectedOn: (wanted) =>
      all.filter((one) => one.day === wanted && one.activity === activities[0] && isPast(one.closedAt)),
    photosOf: async (reference) => {
      const found = all.find((one) => one.reference === reference);
      if (found === undefined) throw new Error(`no demo intervention has the reference ${reference}`);
      return await studio.describe(found);
    },
    describeAll: async () => {
      const described: TrueIntervention[] = [];
      for (const one of interventions) described.push({ ...one, photos: await studio.describe(one) });
      return described;
    },
  };
}
