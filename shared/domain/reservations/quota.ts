import { weeksOf } from './iso-week.ts';
import type { Slot } from './reservation.ts';

/** The GPU-seconds that a slot takes of each week it touches, by the week's name. */
export function gpuSecondsByWeek(slot: Slot | undefined, zone: string): Map<string, number> {
  if (slot === undefined) return new Map();
  const gpus = slot.lignes.reduce((sum, { nbGPU }) => sum + nbGPU, 0);
  const weeks = weeksOf(slot.debut, slot.fin, zone);
  return new Map(
    weeks.map(({ name, start, end }) => [name, gpus * (Math.min(end, slot.fin) - Math.max(start, slot.debut))]),
  );
}
