import { createHash, timingSafeEqual } from 'node:crypto';

/** What logs in. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** How a login ended. */
export type LoginOutcome = 'accepted' | 'refused' | 'locked';

const allowedRefusals = 5;
const lockMilliseconds = 15 * 60_000;

function isSameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Checks logins; five refusals in a row lock the user for 15 minutes, whatever comes next. */
export function createLoginGuard(credentials: Credentials): (user: string, password: string) => LoginOutcome {
  const refusals = new Map<string, { count: number; lockedUntil: number }>();
  return (user, password) => {
    const known = refusals.get(user) ?? { count: 0, lockedUntil: 0 };
    if (known.lockedUntil > Date.now()) return 'locked';
    if (isSameText(user, credentials.user) && isSameText(password, credentials.password)) {
      refusals.delete(user);
      return 'accepted';
    }
    const count = known.count + 1;
    const isLocked = count >= allowedRefusals;
    refusals.set(user, { count: isLocked ? 0 : count, lockedUntil: isLocked ? Date.now() + lockMilliseconds : 0 });
    return isLocked ? 'locked' : 'refused';
  };
}
