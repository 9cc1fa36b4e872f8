import { writeLignes } from '../../shared/domain/reservations/published.ts';
import type { Ligne, Reservation } from '../../shared/domain/reservations/reservation.ts';
import { emptyLine } from '../../shared/domain/reservations/slot-rules.ts';
import type { KeptAnswer } from '../../shared/pipeline/reservations/collections.ts';
import type { Draft } from '../../shared/pipeline/reservations/write-reservation.ts';
import { ProblemError, problemType } from '../../shared/runtime/problem.ts';
import { etagOf } from './bodies.ts';
import { keyedOperation } from './caller.ts';
import { noLigne } from './find.ts';
import { place } from './paths.ts';
import type { ReservationHouse } from './ports.ts';
import { brokenRule } from './refusals.ts';
import { nothingLeft } from './send.ts';
import { changeSlot, type Sent } from './write-slot.ts';

/** A rule names a field of one line of many; here there is one line. */
const pointers = (pointer: string) => pointer.replace(/^\/lignes\/\d+/, '');

/** Adds a machine to a reservation that is there already. */
export async function addLigne(
  house: ReservationHouse,
  call: Sent & { readonly body: Ligne & { readonly idReservation: number } },
): Promise<Response> {
  const { idReservation, ...line } = call.body;
  const missing = brokenRule('/idReservation', `aucune réservation n’a l’identifiant ${idReservation}`);
  const change = (current: Reservation): Draft => {
    // A line of nothing breaks a rule (422) before it is one too many (409).
    if (line.nbGPU + line.nbMemoire === 0) throw brokenRule('/nbGPU', emptyLine);
    if (!hasLine(current, line.idRessource)) return { ...current, lignes: [...current.lignes, line] };
    const detail = `La réservation ${idReservation} a déjà une ligne sur la machine ${line.idRessource}.`;
    throw new ProblemError({ status: 409, type: problemType('exists'), detail });
  };
  const answer = (next: Reservation | undefined) => answerOf(201, next, line.idRessource);
  const operation = keyedOperation(call, house);
  return changeSlot(house, call, idReservation, change, answer, { operation, missing, pointers });
}

type OnOne = Sent & { readonly params: { readonly v: number; readonly r: number } };

/** Changes the quantities that the body gives. */
export async function changeLigne(
  house: ReservationHouse,
  call: OnOne & { readonly body: { readonly nbGPU?: number | undefined; readonly nbMemoire?: number | undefined } },
): Promise<Response> {
  const { nbGPU, nbMemoire } = call.body;
  const { v, r } = call.params;
  const change = (line: Ligne): Ligne[] => [
    { ...line, nbGPU: nbGPU ?? line.nbGPU, nbMemoire: nbMemoire ?? line.nbMemoire },
  ];
  const answer = (next: Reservation | undefined) => answerOf(200, next, r);
  return changeSlot(house, call, v, replaceLine(r, change), answer, { pointers, ...onlyLine(v, r) });
}

export async function removeLigne(house: ReservationHouse, call: OnOne): Promise<Response> {
  const { v, r } = call.params;
  return changeSlot(
    house,
    call,
    v,
    replaceLine(r, () => []),
    () => nothingLeft,
    onlyLine(v, r),
  );
}

function onlyLine(v: number, r: number) {
  return { missing: noLigne(v, r), isThere: (current: Reservation) => hasLine(current, r) };
}

function hasLine({ lignes }: Reservation, r: number): boolean {
  return lignes.some(({ idRessource }) => idRessource === r);
}

function replaceLine(r: number, replace: (line: Ligne) => Ligne[]) {
  return (current: Reservation): Draft => ({
    ...current,
    lignes: current.lignes.flatMap((line) => (line.idRessource === r ? replace(line) : [line])),
  });
}

function answerOf(status: number, next: Reservation | undefined, idRessource: number): KeptAnswer {
  const line = next === undefined ? undefined : writeLignes(next).find((one) => one.idRessource === idRessource);
  if (next === undefined || line === undefined) return nothingLeft;
  const location: Record<string, string> = status === 201 ? { location: place.ligne(next.id, idRessource) } : {};
  return { status, headers: { ...location, etag: etagOf(next) }, body: line };
}
