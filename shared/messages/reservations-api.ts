import * as z from 'zod';
import { instantSchema, writtenInstantSchema } from '../domain/reservations/instant.ts';
import { dimensions } from '../domain/reservations/ressource.ts';

// What goes in and out of the reservations' API. Reads and writes of a line differ in one letter, as first published:
// `nbmemoire` out, `nbMemoire` (or `nbmemoire`) in.

const largest = 2_147_483_647;
const givenId = z.number().int().min(1).max(largest);
const quantity = z.number().int().min(0).max(largest);
const id = z.number().int().min(1);

export const ressourceBody = z
  .object({ id, quantiteMemoire: quantity, quantiteGPU: quantity })
  .meta({ id: 'Ressource' });
export const ressourcesBody = z.object({ Ressources: z.array(ressourceBody) }).meta({ id: 'Ressources' });

export const newRessource = z
  .object({ id: givenId.optional(), quantiteMemoire: quantity, quantiteGPU: quantity })
  .meta({ id: 'NouvelleRessource', examples: [{ quantiteMemoire: 16, quantiteGPU: 12 }] });
export const wholeRessource = z.object({ quantiteMemoire: quantity, quantiteGPU: quantity });
export const partOfRessource = wholeRessource.partial();

const written = {
  date_debut: writtenInstantSchema,
  date_fin: writtenInstantSchema,
  id,
  nomUtilisateur: z.string(),
};
export const ligneBody = z
  .object({ idRessource: id, idReservation: id, nbGPU: quantity, nbmemoire: quantity })
  .meta({ id: 'RessourceReserve' });
export const lignesBody = z.object({ RessourceReserve: z.array(ligneBody) }).meta({ id: 'RessourcesReservees' });
export const reservationBody = z.object(written).meta({ id: 'Reservation' });
export const reservationsBody = z.object({ Reservations: z.array(reservationBody) }).meta({ id: 'Reservations' });
export const wholeReservationBody = z
  .object({ ...written, lignes: z.array(ligneBody) })
  .meta({ id: 'ReservationEtLignes' });

/** The two spellings of a line's memory, as one; what is not given stays so. */
interface SpeltQuantities {
  readonly nbGPU?: number | undefined;
  readonly nbMemoire?: number | undefined;
  readonly nbmemoire?: number | undefined;
}

function refuseTwoMemories({ value, issues }: z.core.ParsePayload<SpeltQuantities>, needed: boolean): void {
  const { nbMemoire, nbmemoire } = value;
  const refuse = (message: string) => issues.push({ code: 'custom', path: ['nbMemoire'], message, input: value });
  if (nbMemoire !== undefined && nbmemoire !== undefined && nbMemoire !== nbmemoire)
    refuse('nbMemoire et nbmemoire se contredisent');
  if (needed && nbMemoire === undefined && nbmemoire === undefined) refuse('est obligatoire');
}

const memory = {
  nbMemoire: quantity.optional(),
  nbmemoire: quantity.optional().meta({ description: 'Autre écriture de nbMemoire.', deprecated: true }),
};

const ligneDemandee = z
  .object({ idRessource: givenId, nbGPU: quantity, ...memory })
  .check((payload) => refuseTwoMemories(payload, true))
  .transform(({ idRessource, nbGPU, nbMemoire, nbmemoire }) => ({
    idRessource,
    nbGPU,
    nbMemoire: nbMemoire ?? nbmemoire ?? 0,
  }))
  .meta({ id: 'LigneDemandee', examples: [{ idRessource: 1, nbGPU: 2, nbMemoire: 4 }] });

export const newLigne = z
  .object({ idReservation: givenId, idRessource: givenId, nbGPU: quantity, ...memory })
  .check((payload) => refuseTwoMemories(payload, true))
  .transform(({ nbMemoire, nbmemoire, ...line }) => ({ ...line, nbMemoire: nbMemoire ?? nbmemoire ?? 0 }))
  .meta({ id: 'NouvelleLigne', examples: [{ idReservation: 1, idRessource: 1, nbGPU: 2, nbMemoire: 4 }] });

export const wholeQuantities = z
  .object({ nbGPU: quantity, ...memory })
  .check((payload) => refuseTwoMemories(payload, true))
  .transform(({ nbGPU, nbMemoire, nbmemoire }) => ({ nbGPU, nbMemoire: nbMemoire ?? nbmemoire ?? 0 }));
export const partOfQuantities = z
  .object({ nbGPU: quantity.optional(), ...memory })
  .check((payload) => refuseTwoMemories(payload, false))
  .transform(({ nbGPU, nbMemoire, nbmemoire }) => ({ nbGPU, nbMemoire: nbMemoire ?? nbmemoire }));

/** Only an admin's counts: anybody else's is not even looked at. */
const nomUtilisateur = z.unknown().optional().meta({
  type: 'string',
  maxLength: 100,
  description: 'Compte seulement pour un admin ; sinon le nom est celui du jeton.',
});
export const nomUtilisateurSchema = z.string().min(1).max(100);

const dates = { date_debut: instantSchema, date_fin: instantSchema };
const lignesDemandees = z.array(ligneDemandee);

export const newReservation = z
  .object({ ...dates, lignes: lignesDemandees.optional(), nomUtilisateur })
  .meta({ id: 'NouvelleReservation' });
export const wholeReservation = newReservation.clone().meta({ id: 'ReservationEntiere' });
export const partOfReservation = z
  .object({
    date_debut: instantSchema.optional(),
    date_fin: instantSchema.optional(),
    lignes: lignesDemandees.optional(),
    nomUtilisateur,
  })
  .meta({ id: 'ReservationEnPartie' });

export const historyBody = z.object({
  historique: z.array(
    z.object({
      date: writtenInstantSchema,
      acteur: z.string(),
      action: z.enum(['creation', 'modification', 'suppression']),
      avant: wholeReservationBody.nullable(),
      apres: wholeReservationBody.nullable(),
    }),
  ),
});

export const creneauxBody = z.object({
  Creneaux: z.array(z.object({ idRessource: id, date_debut: writtenInstantSchema, date_fin: writtenInstantSchema })),
});

export const reglagesBody = z.object({
  dureeMaxHeures: z.number(),
  avanceMaxJours: z.number(),
  quotaGpuHeuresSemaine: z.number(),
  toleranceDebutSecondes: z.number(),
  fuseau: z.string(),
});

export const quotaBody = z.object({ semaine: z.string(), gpuHeures: z.number(), limite: z.number() });

export const newCalendar = z
  .object({ idRessource: givenId.optional() })
  .meta({ id: 'NouveauCalendrier', examples: [{}] });
const calendar = { id: z.string(), idRessource: id.nullable(), date_creation: writtenInstantSchema };
export const calendarBody = z.object({ ...calendar, url: z.string() }).meta({ id: 'CalendrierEtLien' });
export const calendarsBody = z.object({ calendars: z.array(z.object(calendar)) });

const proposition = z.object({
  date_debut: writtenInstantSchema,
  date_fin: writtenInstantSchema,
  lignes: z.array(z.object({ idRessource: id, nbGPU: quantity, nbMemoire: quantity })),
});
const conflit = z.object({
  idRessource: id,
  dimension: z.enum(dimensions),
  date_debut: writtenInstantSchema,
  date_fin: writtenInstantSchema,
  pic: z.number().int(),
  capacite: z.number().int(),
  libre: z.number().int(),
});
export const capacityDetails = { conflits: z.array(conflit), propositions: z.array(proposition).max(3) };

const problem = { type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional() };
/** What a 409 has besides: by its `type`, where there is no room, or what the quota is, or who stands in the way. */
export const conflictProblem = z
  .looseObject({
    ...problem,
    conflits: capacityDetails.conflits.optional(),
    propositions: capacityDetails.propositions.optional(),
    semaine: z.string().optional(),
    utilise: z.number().optional(),
    demande: z.number().optional(),
    limite: z.number().optional(),
    reservations: z.array(id).optional(),
  })
  .meta({ id: 'Conflit' });

export const essai = z
  .object({
    ...dates,
    lignes: lignesDemandees,
    idReservation: givenId.optional().meta({ description: 'La réservation que ce serait changer.' }),
  })
  .meta({ id: 'Essai' });
export const essaiBody = z.object({
  accepte: z.boolean(),
  probleme: conflictProblem.nullable(),
  prochain: z.object({ date_debut: writtenInstantSchema, date_fin: writtenInstantSchema }).nullable(),
});

/** Everything a calendar shows of some days, in one answer. */
export const calendrierBody = z
  .object({
    Ressources: z.array(ressourceBody),
    Reservations: z.array(z.object({ ...written, lignes: z.array(ligneBody), aMoi: z.boolean(), etag: z.string() })),
    charges: z.array(
      z.object({
        idRessource: id,
        paliers: z.array(z.object({ date_debut: writtenInstantSchema, gpu: quantity, memoire: quantity })),
      }),
    ),
  })
  .meta({ id: 'Calendrier' });
