import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import { ProblemError } from '../../shared/runtime/problem.ts';

const mostWaiting = 64;

/**
 * Runs so many counts at once and lets others wait; between two, whatever else the process has to answer gets its turn.
 * @throws ProblemError 503 with Retry-After when too many wait already.
 */
export function createCountTurns(atOnce: number): <T>(count: () => Promise<T>) => Promise<T> {
  const limit = pLimit(atOnce);
  return async (count) => {
    if (limit.activeCount + limit.pendingCount >= atOnce + mostWaiting) {
      const detail = 'Trop de calculs attendent déjà : recommencez dans un instant.';
      throw new ProblemError({ status: 503, detail, headers: { 'retry-after': '2' } });
    }
    return limit(async () => {
      await setImmediate();
      return count();
    });
  };
}
