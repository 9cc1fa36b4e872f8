import { RetryLaterError } from '../../ports/failures.ts';
import type { DeliveredMessage, Subscription } from '../../ports/messages.ts';

/** What became of a delivery: undefined when it succeeded, else why it failed (running past its time is a failure). */
export async function attemptDelivery(
  deliver: (message: DeliveredMessage) => Promise<void>,
  message: DeliveredMessage,
  ackDeadlineSeconds: number,
): Promise<{ error: unknown } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const late = () =>
      reject(new Error(`no answer within ${ackDeadlineSeconds} s: what it answers later does not count`));
    timer = setTimeout(late, ackDeadlineSeconds * 1000);
  });
  try {
    await Promise.race([deliver(message), deadline]);
    return undefined;
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}

/** How long a failed message waits: as long as the failure says itself, else doubling from the least to the most. */
export function backoffSeconds(subscription: Subscription, attempt: number, error: unknown): number {
  if (error instanceof RetryLaterError && Number.isFinite(error.afterSeconds)) return Math.max(0, error.afterSeconds);
  const doubled = subscription.minBackoffSeconds * 2 ** Math.min(attempt - 1, 60);
  return Math.min(subscription.maxBackoffSeconds, doubled);
}
