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

/** The first start to look at: as asked when that is to come, else now, rounded up to a minute that can still be asked for. */
export function searchFrom(asked: Instant | undefined, now: Instant): Instant {
  return asked !== undefined && asked >= now ? asked : Math.ceil(now / 60) * 60;
}
