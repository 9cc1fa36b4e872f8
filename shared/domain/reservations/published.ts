import { formatInstant } from './instant.ts';
import type { Reservation } from './reservation.ts';
import type { Ressource } from './ressource.ts';

// The published shapes, out of what the memory keeps.

export function writeRessource({ id, quantiteMemoire, quantiteGPU }: Ressource) {
  return { id, quantiteMemoire, quantiteGPU };
}

export function writeReservation({ id, nomUtilisateur, debut, fin }: Reservation) {
  return { date_debut: formatInstant(debut), date_fin: formatInstant(fin), id, nomUtilisateur };
}

/** A line says `nbmemoire` when it is read, as first published. */
export function writeLignes({ id, lignes }: Pick<Reservation, 'id' | 'lignes'>) {
  return lignes.map(({ idRessource, nbGPU, nbMemoire }) => ({
    idRessource,
    idReservation: id,
    nbGPU,
    nbmemoire: nbMemoire,
  }));
}

export function writeWhole(reservation: Reservation) {
  return { ...writeReservation(reservation), lignes: writeLignes(reservation) };
}
