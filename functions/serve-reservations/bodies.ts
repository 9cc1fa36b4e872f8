import type * as z from 'zod';
import { formatInstant } from '../../shared/domain/reservations/instant.ts';
import type { LedgerDay } from '../../shared/domain/reservations/ledger.ts';
import type { Reservation } from '../../shared/domain/reservations/reservation.ts';
import type { Ressource } from '../../shared/domain/reservations/ressource.ts';
import type {
  ligneBody,
  reservationBody,
  ressourceBody,
  wholeReservationBody,
} from '../../shared/messages/reservations-api.ts';

// The published shapes, out of what the memory keeps.

export function writeRessource({ id, quantiteMemoire, quantiteGPU }: Ressource): z.infer<typeof ressourceBody> {
  return { id, quantiteMemoire, quantiteGPU };
}

export function writeReservation(reservation: Reservation): z.infer<typeof reservationBody> {
  const { id, nomUtilisateur, debut, fin } = reservation;
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin), id, nomUtilisateur };
}

export function writeLignes({ id, lignes }: Pick<Reservation, 'id' | 'lignes'>): z.infer<typeof ligneBody>[] {
  return lignes.map(({ idRessource, nbGPU, nbMemoire }) => ({
    idRessource,
    idReservation: id,
    nbGPU,
    nbmemoire: nbMemoire,
  }));
}

export function writeWhole(reservation: Reservation): z.infer<typeof wholeReservationBody> {
  return { ...writeReservation(reservation), lignes: writeLignes(reservation) };
}

/** The lines of these days, each once, though a long one is on several. */
export function linesOfDays(days: readonly LedgerDay[], from = 0, to = Number.POSITIVE_INFINITY) {
  const lines = new Map<string, z.infer<typeof ligneBody>>();
  for (const { ressource, items } of days) {
    for (const { r, s, e, g, m } of items) {
      if (s >= to || e <= from) continue;
      lines.set(`${r}~${ressource}`, { idRessource: ressource, idReservation: r, nbGPU: g, nbmemoire: m });
    }
  }
  return [...lines.values()];
}

export function etagOf({ version }: { readonly version: string }): string {
  return `"${version}"`;
}
