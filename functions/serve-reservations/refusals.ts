import type { Conflict } from '../../shared/domain/reservations/conflict.ts';
import { formatInstant, formatUtcDay } from '../../shared/domain/reservations/instant.ts';
import type { Refusal } from '../../shared/domain/reservations/refusal.ts';
import type { Slot } from '../../shared/domain/reservations/reservation.ts';
import { KeyReusedError } from '../../shared/pipeline/reservations/operation.ts';
import { RefusedError } from '../../shared/pipeline/reservations/write-reservation.ts';
import { ProblemError, problemType } from '../../shared/runtime/problem.ts';
import type { ReservationHouse } from './ports.ts';
import { propose } from './propose.ts';

/** Where the API's request has the field that the domain's rule names. */
export type PointerMap = (pointer: string) => string;

/** Runs a write; what the domain refuses becomes the API's answer. @throws ProblemError 409 or 422 */
export async function refusing<T>(
  house: ReservationHouse,
  write: () => Promise<T>,
  pointers: PointerMap = (pointer) => pointer,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof KeyReusedError) throw keyReused(error);
    if (error instanceof RefusedError) throw await toProblem(house, error, pointers);
    throw error;
  }
}

function conflict(
  slug: string,
  detail: string,
  extensions?: ConstructorParameters<typeof ProblemError>[0]['extensions'],
) {
  return new ProblemError({ status: 409, type: problemType(slug), detail, ...(extensions ? { extensions } : {}) });
}

async function toProblem(
  house: ReservationHouse,
  { refusal, about }: RefusedError,
  pointers: PointerMap,
): Promise<ProblemError> {
  switch (refusal.kind) {
    case 'rule':
      return brokenRule(pointers(refusal.pointer), refusal.detail);
    case 'started':
      return conflict(
        'started',
        'Le créneau a commencé ou est passé : seule la fin d’un créneau en cours peut encore bouger.',
      );
    case 'in-use':
      return conflict(
        refusal.isGoing ? 'in-use' : 'capacity',
        `Des réservations à venir tiennent cette machine : ${refusal.reservations.slice(0, 20).join(', ')}.`,
        { reservations: refusal.reservations },
      );
    case 'too-many-lines':
      return conflict(
        'capacity',
        `La machine ${refusal.idRessource} a trop de lignes le ${formatUtcDay(refusal.day)}.`,
        {
          conflits: [],
          propositions: [],
        },
      );
    case 'quota':
      return overQuota(refusal, house.settings.quotaGpuHoursWeek);
    case 'capacity':
      return overCapacity(house, refusal.conflicts, about);
  }
}

/** A rule of a well-formed request is broken. */
export function brokenRule(pointer: string, detail: string): ProblemError {
  return new ProblemError({ status: 422, detail: `${pointer.slice(1)} : ${detail}`, errors: [{ pointer, detail }] });
}

async function overCapacity(
  house: ReservationHouse,
  conflicts: readonly Conflict[],
  about: { readonly id: number; readonly after: Slot | undefined },
): Promise<ProblemError> {
  const conflits = conflicts.map(({ debut, fin, ...where }) => ({
    ...where,
    date_debut: formatInstant(debut),
    date_fin: formatInstant(fin),
  }));
  const words = conflits.map(
    ({ idRessource, dimension, date_debut, date_fin, libre, capacite }) =>
      `machine ${idRessource} : du ${date_debut} au ${date_fin}, ${libre} ${dimension === 'gpu' ? 'GPU' : 'de mémoire'} libres sur ${capacite}`,
  );
  const propositions = about.after === undefined ? [] : await propose(house, about.after, about.id);
  return conflict('capacity', `Il n’y a pas assez de place. ${words.slice(0, 3).join(' ; ')}.`, {
    conflits,
    propositions,
  });
}

function overQuota(
  { week, usedSeconds, askedSeconds }: Extract<Refusal, { kind: 'quota' }>,
  limite: number,
): ProblemError {
  const [utilise, demande] = [usedSeconds / 3600, askedSeconds / 3600];
  return conflict(
    'quota',
    `Le quota de la semaine ${week} est de ${limite} heures de GPU : ${utilise} prises, ${demande} demandées.`,
    {
      semaine: week,
      utilise,
      demande,
      limite,
    },
  );
}

function keyReused(cause: unknown): ProblemError {
  const detail = 'Cette Idempotency-Key a servi pour une autre demande.';
  const errors = [{ pointer: '/Idempotency-Key', detail, in: 'header' as const }];
  return new ProblemError({ status: 422, type: problemType('idempotency-reuse'), detail, errors }, { cause });
}
