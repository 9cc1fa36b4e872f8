import { type Instant, utcDayOf } from '../../domain/reservations/instant.ts';
import type { LedgerDay } from '../../domain/reservations/ledger.ts';
import type { Condition } from '../../ports/documents.ts';
import type { ReservationMemory } from './collections.ts';

/** Which days: half-open, either end may be missing; of one machine or of all. */
export interface DayRange {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly idRessource?: number | undefined;
}

/** The days of the ledger that touch [from, to). */
export async function readDays(
  { ledger }: ReservationMemory,
  { from, to, idRessource }: DayRange,
): Promise<LedgerDay[]> {
  const where: Condition[] = [
    ...(idRessource === undefined ? [] : [{ field: 'ressource', op: '==' as const, value: idRessource }]),
    ...(from === undefined ? [] : [{ field: 'day', op: '>=' as const, value: utcDayOf(from) }]),
    ...(to === undefined ? [] : [{ field: 'day', op: '<=' as const, value: utcDayOf(to - 1) }]),
  ];
  return (await ledger.query({ where })).map(({ value }) => value);
}
