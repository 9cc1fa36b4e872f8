import { instantOf } from '../../shared/domain/zone.ts';
import type { ExportRuns } from '../../shared/pipeline/exports/export-runs.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import { PermanentError, RetryLaterError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';

const windowEnd = '08:00';
const secondsBetweenTries = 300;
/** Somebody waits for a run by hand. */
const triesByHand = 2;

/**
 * Writes down why the run did not get to its end. It is tried again in its window, from 04:00 to 08:00; then, or when it
 * can never succeed, it has failed. @throws RetryLaterError when it is tried again.
 */
export async function afterFailure(
  error: unknown,
  runId: string,
  ports: { readonly runs: ExportRuns; readonly clock: Clock; readonly count: Count; readonly zone: string },
  logger: Logger,
): Promise<void> {
  const { runs, clock, count, zone } = ports;
  const now = clock.now();
  const reason = error instanceof Error ? error.message : String(error);
  const run = await runs.change(runId, (current) => {
    if (current.status !== 'en_cours') return undefined;
    const closesAt = instantOf(current.date, windowEnd, zone).getTime() - secondsBetweenTries * 1000;
    const again =
      !(error instanceof PermanentError) &&
      (current.trigger === 'main' ? current.attempts < triesByHand : now.getTime() < closesAt);
    const end = again ? {} : { status: 'echoue' as const, endedAt: now.toISOString() };
    return { ...current, reason, ...end };
  });
  if (run === undefined || run.status === 'en_cours') {
    const afterSeconds = run?.trigger === 'horaire' ? secondsBetweenTries : 1;
    throw new RetryLaterError(`export run ${runId}: ${reason}`, afterSeconds, { cause: error });
  }
  count('terrain.exports.ended', 1, { export: run.export, status: run.status });
  logger.error('export failed', { runId, export: run.export }, error);
}
