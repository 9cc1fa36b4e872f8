import type { Stage } from '../domain/interventions/intervention.ts';
import { holdsStage, renewLease } from '../domain/interventions/stage-progress.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Memory } from './memory.ts';

/**
 * Prolongs the lease on a stage while its work goes on, so that a lease can be short and a dead instance is replaced soon.
 * A renewal that fails is only logged: the save at the end of the work checks the lease again.
 */
export function keepLease(lease: {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly owner: string;
  readonly stage: Stage;
  readonly id: string;
  readonly leaseSeconds: number;
  readonly logger: Logger;
}): { stop(): Promise<void> } {
  const { memory, clock, owner, stage, id, leaseSeconds, logger } = lease;
  let renewal = Promise.resolve();
  const renew = async () => {
    const until = new Date(clock.now().getTime() + leaseSeconds * 1000).toISOString();
    await memory.transaction(id, (current) =>
      current !== undefined && holdsStage(current, stage, owner)
        ? { next: renewLease(current, stage, owner, until), result: undefined }
        : { result: undefined },
    );
  };
  const timer = setInterval(
    () => {
      renewal = renew().catch((error: unknown) => logger.warn('the lease could not be renewed', { stage }, error));
    },
    (leaseSeconds * 1000) / 3,
  );
  return {
    stop() {
      clearInterval(timer);
      return renewal;
    },
  };
}
