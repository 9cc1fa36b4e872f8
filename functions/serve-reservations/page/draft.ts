import { formatInstant, type Instant } from '../../../shared/domain/reservations/instant.ts';
import type { Ligne } from '../../../shared/domain/reservations/reservation.ts';

/** A booking, or what becomes of one, before it is asked for. */
export interface Draft {
  readonly debut: Instant;
  readonly fin: Instant;
  readonly lignes: readonly Ligne[];
}

/** As the API takes it. */
export function sent({ debut, fin, lignes }: Draft) {
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin), lignes };
}
