import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { quietSecondsLeft } from '../../domain/portal/quiet-hours.ts';
import type { Recipe } from '../../domain/portal/recipe.ts';
import { formatInZone } from '../../domain/zone.ts';
import type { Clock } from '../../ports/clock.ts';
import { PortalUnavailableError } from '../../ports/portal.ts';

/** Keeps the recipe's pace for all the callers of a portal. */
export interface Pace {
  /** Runs the work when one of the places for pages is free. */
  inPlace<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for this request's turn. @throws PortalUnavailableError in quiet hours. */
  turn(): Promise<void>;
  /** The portal asked for less: one page at once for a minute. */
  slowDown(): void;
}

const slowMilliseconds = 60_000;

/** The pace that the recipe says. */
export function createPace(recipe: Recipe, clock: Clock): Pace {
  const { concurrency, gapMilliseconds, quietHours } = recipe.pace;
  const places = pLimit(concurrency);
  let nextTurnAt = 0;
  let slowUntil = 0;
  return {
    inPlace(work) {
      if (places.concurrency < concurrency && performance.now() >= slowUntil) places.concurrency = concurrency;
      return places(work);
    },
    async turn() {
      const left = quietSecondsLeft(quietHours, formatInZone(clock.now(), 'HH:mm:ss', recipe.zone));
      if (left > 0) throw new PortalUnavailableError(`heures calmes du portail ${recipe.name}`, left);
      const now = performance.now();
      const wait = nextTurnAt - now;
      nextTurnAt = Math.max(now, nextTurnAt) + gapMilliseconds;
      if (wait > 0) await sleep(wait);
    },
    slowDown() {
      slowUntil = performance.now() + slowMilliseconds;
      places.concurrency = 1;
    },
  };
}
