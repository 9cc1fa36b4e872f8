import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Desk } from './desk.ts';
import type { Booked } from './planning.ts';

/** What the caller may change of a reservation: once it has begun, its owner may only move its end. The API has the last word. */
export function changeable(
  { isAdmin }: Pick<Desk, 'isAdmin'>,
  { isMine, debut, fin }: Pick<Booked, 'isMine' | 'debut' | 'fin'>,
  now: Instant,
): 'all' | 'end' | 'nothing' {
  if (isAdmin) return 'all';
  if (!isMine || fin <= now) return 'nothing';
  return debut > now ? 'all' : 'end';
}
