import { type Intervention, type Stage, stages } from './intervention.ts';
import type { RunReport } from './run.ts';

const maxFailures = 100;

/** The stage an unfinished intervention goes on with; undefined when all are done. */
export function firstUnfinishedStage(intervention: Intervention): Stage | undefined {
  return stages.find((stage) => intervention.stages[stage].status !== 'fait');
}

/** How many interventions have passed a stage, failed at it, or have yet to pass it. */
export interface StageCount {
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
}

/** The counts of one stage; the three add up to the number of interventions. */
export function countStage(interventions: readonly Intervention[], stage: Stage): StageCount {
  const count = (wanted: readonly string[]) =>
    interventions.filter((intervention) => wanted.includes(intervention.stages[stage].status)).length;
  return { done: count(['fait']), failed: count(['en_erreur']), waiting: count(['a_faire', 'en_cours']) };
}

/** The counts of every stage. */
export function stageCounts(interventions: readonly Intervention[]): Record<Stage, StageCount> {
  return {
    photos: countStage(interventions, 'photos'),
    names: countStage(interventions, 'names'),
    rename: countStage(interventions, 'rename'),
    format: countStage(interventions, 'format'),
    send: countStage(interventions, 'send'),
    describe: countStage(interventions, 'describe'),
    deliver: countStage(interventions, 'deliver'),
  };
}

/** What a run's document says of its interventions. `photos` and `bytes` count what was accepted, delivered or not. */
export function reportInterventions(interventions: readonly Intervention[]): RunReport {
  const inState = (...states: Intervention['state'][]) =>
    interventions.filter(({ state }) => states.includes(state)).length;
  const photos = interventions.flatMap((intervention) => intervention.photos);
  return {
    interventions: interventions.length,
    delivered: inState('livre'),
    waiting: inState('en_cours', 'en_attente'),
    rejected: inState('rejete'),
    photos: photos.length,
    bytes: photos.reduce((total, { bytes }) => total + bytes, 0),
    refusedPhotos: interventions.reduce((total, { refusedPhotos }) => total + refusedPhotos.length, 0),
    stages: stageCounts(interventions),
    failures: interventions.flatMap(describeFailure).slice(0, maxFailures),
  };
}

function describeFailure(intervention: Intervention): RunReport['failures'] {
  const stage = firstUnfinishedStage(intervention);
  if (intervention.state === 'livre' || stage === undefined) return [];
  const { error, status } = intervention.stages[stage];
  const reason = error ?? (status === 'en_cours' ? 'étape en cours' : 'étape pas encore commencée');
  return [{ reference: intervention.reference, stage, state: intervention.state, reason }];
}
