import type { Random } from '../../shared/demo/data/random.ts';
import { stages } from '../../shared/domain/interventions/intervention.ts';
import type { DayProgress } from './day-progress.ts';

/** When to kill: as soon as that number, which grows over a day, is at least `count`. */
export interface KillMoment {
  readonly name: string;
  readonly count: number;
  readonly read: (progress: DayProgress) => number;
}

/** How much a day has of each thing when it is over. */
export interface WholeDay {
  readonly interventions: number;
  readonly photos: number;
}

interface Counter {
  readonly name: string;
  readonly whole: number;
  readonly read: (progress: DayProgress) => number;
}

const listed = (whole: number): Counter => ({ name: 'listed', whole, read: (progress) => progress.listed });
const photosAccepted = (whole: number): Counter => ({
  name: 'photos accepted',
  whole,
  read: (progress) => progress.acceptedPhotos,
});
/** In the middle of a stage, and between its save and what comes after. */
const stageCounters = (whole: number): Counter[] =>
  stages.flatMap((stage) => [
    { name: `${stage} begun`, whole, read: ({ begun }) => begun[stage] },
    { name: `${stage} done`, whole, read: ({ done }) => done[stage] },
  ]);

/** A moment before anything can have been sent: while the list is taken or the first records are read. */
export function momentBeforeDelivery(random: Random, day: WholeDay): KillMoment {
  const [photosBegun] = stageCounters(4);
  const counter = random.pick([listed(day.interventions), ...(photosBegun === undefined ? [] : [photosBegun])]);
  return { ...counter, count: random.integer(1, counter.whole) };
}

/** A moment among the photos: some are accepted, others are not. */
export function momentAmongPhotos(random: Random, { photos }: WholeDay, progress: DayProgress): KillMoment {
  return soon(random, photosAccepted(photos), progress);
}

/** Any moment of what is left of the day, leaving enough of it for the next kills. */
export function anyMoment(random: Random, day: WholeDay, progress: DayProgress): KillMoment {
  const left = [...stageCounters(day.interventions), photosAccepted(day.photos)].filter(
    ({ read, whole }) => whole - read(progress) > 2,
  );
  return soon(random, random.pick(left), progress);
}

function soon(random: Random, counter: Counter, progress: DayProgress): KillMoment {
  const seen = counter.read(progress);
  return { ...counter, count: seen + random.integer(1, Math.max(1, Math.floor((counter.whole - seen) / 4))) };
}
