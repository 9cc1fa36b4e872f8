import { type Intervention, type Stage, stages } from './intervention.ts';

/** The stage an unfinished intervention goes on with; undefined when all are done. */
export function firstUnfinishedStage(intervention: Pick<Intervention, 'stages'>): Stage | undefined {
  return stages.find((stage) => intervention.stages[stage].status !== 'fait');
}
