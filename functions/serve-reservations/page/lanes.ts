import type { Instant } from '../../../shared/domain/reservations/instant.ts';

export interface Placed<T> {
  readonly slot: T;
  /** 0 is the uppermost. */
  readonly lane: number;
}

/** Lays slots into lanes so that none covers another, in as few lanes as can be: as many as ever overlap at once. */
export function placeInLanes<T extends { readonly id: number; readonly debut: Instant; readonly fin: Instant }>(
  slots: readonly T[],
): { readonly placed: readonly Placed<T>[]; readonly lanes: number } {
  const ends: Instant[] = [];
  const placed = slots
    .toSorted((one, other) => one.debut - other.debut || other.fin - one.fin || one.id - other.id)
    .map((slot) => {
      const free = ends.findIndex((end) => end <= slot.debut);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = slot.fin;
      return { slot, lane };
    });
  return { placed, lanes: ends.length };
}
