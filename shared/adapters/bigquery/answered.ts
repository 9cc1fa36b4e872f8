import { withDeadline } from '../../ports/with-deadline.ts';

/** The client repeats a call for some seconds, and knows no time-out of its own. */
const callSeconds = 120;

/** The answer to one call. */
export function answered<T>(call: Promise<T>, what: string): Promise<T> {
  return withDeadline(call, callSeconds, what);
}
