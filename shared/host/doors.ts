import { randomBytes } from 'node:crypto';
import type { PlainAnswer } from '../runtime/plain-answer.ts';

const room = '/ouvrir/';

/** Short addresses of this host that lead to long ones: a link with a token would fill a terminal. */
export interface Doors {
  /** @returns the path that leads to the target, a path with a fragment: nobody guesses it, and it ends with the process. */
  open(target: string): string;
  /** Leads there; undefined when no such door is open. */
  answer(path: string): PlainAnswer | undefined;
}

export function createDoors(): Doors {
  const targets = new Map<string, string>();
  return {
    open(target) {
      const path = `${room}${randomBytes(12).toString('base64url')}${target.replace(/[?#].*$/, '')}`;
      targets.set(path, target);
      return path;
    },
    answer(path) {
      const location = targets.get(path);
      if (location === undefined) return undefined;
      return { status: 302, headers: { location, 'cache-control': 'no-store' } };
    },
  };
}
