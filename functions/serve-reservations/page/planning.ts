import type * as z from 'zod';
import { type Instant, parseInstant } from '../../../shared/domain/reservations/instant.ts';
import type { Ligne, Slot } from '../../../shared/domain/reservations/reservation.ts';
import type { Capacity } from '../../../shared/domain/reservations/ressource.ts';
import type { Step } from '../../../shared/domain/reservations/sweep.ts';
import { calendrierBody, type wholeReservationBody } from '../../../shared/messages/reservations-api.ts';

export interface Machine {
  readonly id: number;
  readonly capacity: Capacity;
  readonly steps: readonly Step[];
}

export interface Booked extends Slot {
  readonly id: number;
  readonly nomUtilisateur: string;
  readonly isMine: boolean;
  readonly etag: string;
}

/** The farm over some days. */
export interface Planning {
  readonly machines: readonly Machine[];
  readonly reservations: readonly Booked[];
}

/** A date as the API writes it. */
export function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`no date: ${text}`);
  return instant;
}

/** Lines as they are read say `nbmemoire`; those that are sent, `nbMemoire`. */
export function readLignes(lignes: z.infer<typeof wholeReservationBody>['lignes']): Ligne[] {
  return lignes.map(({ idRessource, nbGPU, nbmemoire }) => ({ idRessource, nbGPU, nbMemoire: nbmemoire }));
}

/** @throws ZodError on an answer of another shape. */
export function readPlanning(json: unknown): Planning {
  const { Ressources, Reservations, charges } = calendrierBody.parse(json);
  const loads = new Map(charges.map(({ idRessource, paliers }) => [idRessource, paliers]));
  return {
    machines: Ressources.map(({ id, quantiteGPU, quantiteMemoire }) => ({
      id,
      capacity: { gpu: quantiteGPU, memoire: quantiteMemoire },
      steps: (loads.get(id) ?? []).map(({ date_debut, ...used }) => ({ from: readInstant(date_debut), ...used })),
    })),
    reservations: Reservations.map(({ id, nomUtilisateur, date_debut, date_fin, lignes, aMoi, etag }) => ({
      id,
      nomUtilisateur,
      debut: readInstant(date_debut),
      fin: readInstant(date_fin),
      lignes: readLignes(lignes),
      isMine: aMoi,
      etag,
    })),
  };
}
