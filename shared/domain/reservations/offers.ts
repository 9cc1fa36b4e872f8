import type { Instant } from './instant.ts';
import { fits, type Reach, type Wanted } from './next-fit.ts';

/** A slot that fits. */
export interface Offer {
  readonly idRessource: number;
  readonly debut: Instant;
  readonly fin: Instant;
}

/** The earliest slots over these machines, each machine by itself: sorted by start, then machine. */
export function offersOn(
  machines: readonly Wanted[],
  durationSeconds: number,
  { from, latest, limit }: Reach,
): Offer[] {
  const found = machines.flatMap((machine) =>
    fits([machine], durationSeconds, { from, latest, limit }).map((debut) => ({
      idRessource: machine.idRessource,
      debut,
      fin: debut + durationSeconds,
    })),
  );
  return found.sort((a, b) => a.debut - b.debut || a.idRessource - b.idRessource).slice(0, limit);
}

/** `now` as a start that can still be asked for when the answer is read: the next whole minute. */
export function nextMinute(now: Instant): Instant {
  return Math.ceil(now / 60) * 60;
}
