import type { Timer } from './request-gate.ts';

/** This process's clock, which starts with the process and never jumps. */
export const processTimer: Timer = {
  now: () => performance.now(),
  wake(at, callback) {
    const timeout = setTimeout(callback, Math.max(0, Math.ceil(at - performance.now())));
    return () => clearTimeout(timeout);
  },
};
