import type { Instant } from '../../../shared/domain/reservations/instant.ts';

/** Which part of a slot one holds. */
export type Hold = 'whole' | 'start' | 'end';

/**
 * What becomes of a slot that is pulled by so many seconds. What is held sticks to steps from the origin; as a whole it stays as long as it
 * is, by an end it stays at least a step long.
 */
export function pull(
  { debut, fin }: { readonly debut: Instant; readonly fin: Instant },
  hold: Hold,
  seconds: number,
  { step, origin }: { readonly step: number; readonly origin: Instant },
): { debut: Instant; fin: Instant } {
  const stick = (at: Instant): Instant => origin + Math.round((at + seconds - origin) / step) * step;
  if (hold === 'start') return { debut: Math.min(stick(debut), fin - step), fin };
  if (hold === 'end') return { debut, fin: Math.max(stick(fin), debut + step) };
  const moved = stick(debut);
  return { debut: moved, fin: moved + fin - debut };
}
