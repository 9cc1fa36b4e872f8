import type { Intervention, Stage, StageProgress } from './intervention.ts';
import { stages } from './intervention.ts';

/** Who asks for a stage, and until when nobody else may have it. Instants are ISO 8601 UTC. */
export interface Claim {
  readonly owner: string;
  readonly now: string;
  readonly until: string;
}

export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly next: Intervention }
  /** The stage was done before: its message has only to be published again. */
  | { readonly kind: 'done' }
  /** Somebody else works on it; ask again at `until`. */
  | { readonly kind: 'held'; readonly until: string }
  /** An earlier stage is not done: the message came out of order. */
  | { readonly kind: 'early'; readonly missing: Stage };

/** Claims a stage of an intervention: at most one owner has it at a time, and an expired lease is anybody's. */
export function claimStage(intervention: Intervention, stage: Stage, claim: Claim): ClaimOutcome {
  const progress = intervention.stages[stage];
  if (progress.status === 'fait') return { kind: 'done' };
  const missing = stages
    .slice(0, stages.indexOf(stage))
    .find((earlier) => intervention.stages[earlier].status !== 'fait');
  if (missing !== undefined) return { kind: 'early', missing };
  const { lease } = progress;
  if (lease !== null && lease.owner !== claim.owner && lease.until > claim.now)
    return { kind: 'held', until: lease.until };
  const next = withStage(intervention, stage, {
    status: 'en_cours',
    attempts: progress.attempts + 1,
    startedAt: claim.now,
    doneAt: null,
    error: progress.error,
    lease: { owner: claim.owner, until: claim.until },
  });
  return { kind: 'claimed', next: { ...next, state: 'en_cours' } };
}

/** Whether the stage is still the owner's: a lease that expired may have been given to somebody else. */
export function holdsStage(intervention: Intervention, stage: Stage, owner: string): boolean {
  return intervention.stages[stage].lease?.owner === owner;
}

/** The owner's lease on the stage, prolonged. */
export function renewLease(intervention: Intervention, stage: Stage, owner: string, until: string): Intervention {
  return withStage(intervention, stage, { ...intervention.stages[stage], lease: { owner, until } });
}

/** The intervention with that stage done. */
export function finishStage(intervention: Intervention, stage: Stage, doneAt: string): Intervention {
  const done = withStage(intervention, stage, {
    ...intervention.stages[stage],
    status: 'fait',
    doneAt,
    error: null,
    lease: null,
  });
  return stage === stages.at(-1) ? { ...done, state: 'livre', deliveredAt: doneAt } : done;
}

/** The intervention with that stage failed: free for the next try, with what went wrong. */
export function failStage(
  intervention: Intervention,
  stage: Stage,
  error: string,
  state: Intervention['state'],
): Intervention {
  const progress: StageProgress = { ...intervention.stages[stage], status: 'en_erreur', error, lease: null };
  return { ...withStage(intervention, stage, progress), state };
}

function withStage(intervention: Intervention, stage: Stage, progress: StageProgress): Intervention {
  return { ...intervention, stages: { ...intervention.stages, [stage]: progress } };
}
