import { randomInt } from 'node:crypto';
import type { Instant } from '../../shared/domain/reservations/instant.ts';
import { writeWhole } from '../../shared/domain/reservations/published.ts';
import type { Ligne, Reservation } from '../../shared/domain/reservations/reservation.ts';
import { nomUtilisateurSchema } from '../../shared/messages/reservations-api.ts';
import type { KeptAnswer } from '../../shared/pipeline/reservations/collections.ts';
import { operationOf } from '../../shared/pipeline/reservations/operation.ts';
import { type Draft, IdTakenError } from '../../shared/pipeline/reservations/write-reservation.ts';
import type { JsonValue } from '../../shared/ports/documents.ts';
import { checkIfMatch } from '../../shared/runtime/api/etag.ts';
import { fieldProblem, frenchError } from '../../shared/runtime/api/field-errors.ts';
import type { CallerOf } from '../../shared/runtime/api/route.ts';
import { etagOf } from './bodies.ts';
import { actorOf, keyedOperation } from './caller.ts';
import { noReservation, requireOwner } from './find.ts';
import { isPossibleId, largestId, place } from './paths.ts';
import type { ReservationHouse } from './ports.ts';
import { type PointerMap, refusing } from './refusals.ts';
import { nothingLeft, send } from './send.ts';

export type Sent = CallerOf & { readonly request: Request; readonly sent: JsonValue };

interface SlotBody {
  readonly date_debut?: Instant | undefined;
  readonly date_fin?: Instant | undefined;
  readonly lignes?: readonly Ligne[] | undefined;
  readonly nomUtilisateur?: unknown;
}

/** The name that an admin gives; nobody else's is looked at. @throws ProblemError 400 */
function givenName(call: CallerOf, { nomUtilisateur }: SlotBody): string | undefined {
  if (nomUtilisateur === undefined || !actorOf(call).isAdmin) return undefined;
  const parsed = nomUtilisateurSchema.safeParse(nomUtilisateur, { error: frenchError });
  if (parsed.success) return parsed.data;
  throw fieldProblem(parsed.error.issues.map((issue) => ({ ...issue, path: ['nomUtilisateur'] })));
}

export async function createReservation(
  house: ReservationHouse,
  call: Sent & { readonly body: SlotBody & { readonly date_debut: Instant; readonly date_fin: Instant } },
): Promise<Response> {
  const operation = keyedOperation(call, house);
  const actor = actorOf(call);
  const { date_debut: debut, date_fin: fin, lignes = [] } = call.body;
  const nomUtilisateur = givenName(call, call.body) ?? actor.name;
  const { owner, ownerKey, mail } = actor;
  const draft: Draft = { debut, fin, lignes: [...lignes], nomUtilisateur, owner, ownerKey, mail };
  for (;;) {
    const id = randomInt(1, largestId);
    try {
      const write = {
        operation,
        actor,
        id,
        isNew: true,
        machines: lignes.map(({ idRessource }) => idRessource),
        change: () => draft,
        answer: (next?: Reservation) => created(next),
      };
      const answer = await refusing(house, () => house.writeReservation(write));
      await house.announce(operation.id);
      return send(answer);
    } catch (error) {
      if (!(error instanceof IdTakenError)) throw error;
    }
  }
}

function created(next: Reservation | undefined): KeptAnswer {
  if (next === undefined) return nothingLeft;
  return { status: 201, headers: { location: place.reservation(next.id), etag: etagOf(next) }, body: writeWhole(next) };
}

export type OnOne = Sent & { readonly params: { readonly id: number } };

/** Changes what the body gives; the rest stays. An admin's change leaves owner and name as they were. */
export async function updateReservation(
  house: ReservationHouse,
  call: OnOne & { readonly body: SlotBody },
): Promise<Response> {
  const { date_debut, date_fin, lignes } = call.body;
  const nomUtilisateur = givenName(call, call.body);
  const change = (current: Reservation): Draft => ({
    ...current,
    debut: date_debut ?? current.debut,
    fin: date_fin ?? current.fin,
    lignes: lignes === undefined ? current.lignes : [...lignes],
    nomUtilisateur: nomUtilisateur ?? current.nomUtilisateur,
  });
  const answer = (next: Reservation | undefined): KeptAnswer =>
    next === undefined ? nothingLeft : { status: 200, headers: { etag: etagOf(next) }, body: writeWhole(next) };
  return changeSlot(house, call, call.params.id, change, answer);
}

export async function deleteReservation(house: ReservationHouse, call: OnOne): Promise<Response> {
  return changeSlot(
    house,
    call,
    call.params.id,
    () => undefined,
    () => nothingLeft,
  );
}

/**
 * Changes a reservation that must be there, be the caller's, and be as the caller has read it.
 * @throws ProblemError 404, 403, 412, 422 or 409, in this order.
 */
export async function changeSlot(
  house: ReservationHouse,
  call: Sent,
  id: number,
  change: (current: Reservation) => Draft | undefined,
  answer: (next: Reservation | undefined) => KeptAnswer,
  options: {
    readonly operation?: ReturnType<typeof operationOf>;
    readonly missing?: Error;
    /** Whether what is to change is there: a reservation may lack the line. */
    readonly isThere?: (current: Reservation) => boolean;
    readonly pointers?: PointerMap;
  } = {},
): Promise<Response> {
  const { operation = operationOf(house.clock.now(), call.sent), missing = noReservation(id), pointers } = options;
  const { isThere = () => true } = options;
  if (!isPossibleId(id)) throw missing;
  const actor = actorOf(call);
  const write = {
    operation,
    actor,
    id,
    isNew: false,
    change: (current: Reservation | undefined) => {
      if (current === undefined || !isThere(current)) throw missing;
      requireOwner(current.ownerKey, actor);
      checkIfMatch(call.request.headers.get('if-match'), etagOf(current));
      return change(current);
    },
    answer,
  };
  const kept = await refusing(house, () => house.writeReservation(write), pointers);
  await house.announce(operation.id);
  return send(kept);
}
