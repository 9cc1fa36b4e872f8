import { setImmediate as settle } from 'node:timers/promises';
import type { Timer } from '../../../shared/adapters/samsara/request-gate.ts';

interface Event {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that jumps from event to event: seconds of traffic in no time, always the same. */
export interface SimulatedTime extends Timer {
  /** Lets time pass until nothing is due any more, or that instant is reached. */
  run(until?: number): Promise<void>;
}

/** A simulated clock at 0. */
export function simulateTime(): SimulatedTime {
  let now = 0;
  const events = new Set<Event>();
  const wake = (at: number, callback: () => void) => {
    const event = { at: Math.max(at, now), callback };
    events.add(event);
    return () => void events.delete(event);
  };
  return {
    now: () => now,
    wake,
    async run(until = Number.POSITIVE_INFINITY) {
      for (;;) {
        await settle();
        let next: Event | undefined;
        for (const event of events) if (next === undefined || event.at < next.at) next = event;
        if (next === undefined || next.at > until) return;
        events.delete(next);
        now = next.at;
        next.callback();
      }
    },
  };
}
