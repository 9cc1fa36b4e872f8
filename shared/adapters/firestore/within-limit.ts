import { RetryLaterError } from '../../ports/failures.ts';

/** Waits for the call at most so long. What it does later is nobody's any more. @throws RetryLaterError that says what was asked. */
export async function withinLimit<T>(limitMs: number, what: string, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new RetryLaterError(`${what}: no answer of Firestore within ${limitMs} ms`, 1));
    timer = setTimeout(giveUp, limitMs);
  });
  try {
    return await Promise.race([call(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
