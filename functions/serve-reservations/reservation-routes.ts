import { formatInstant } from '../../shared/domain/reservations/instant.ts';
import { writeReservation, writeWhole } from '../../shared/domain/reservations/published.ts';
import {
  conflictProblem,
  historyBody,
  newReservation,
  partOfReservation,
  reservationBody,
  reservationsBody,
  wholeReservation,
  wholeReservationBody,
} from '../../shared/messages/reservations-api.ts';
import { json, tagged } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { etagOf } from './bodies.ts';
import { actorOf, everybody, idempotencyHeader } from './caller.ts';
import { findReservation, noReservation, requireOwner } from './find.ts';
import { idParams } from './paths.ts';
import { periodQuery, readPeriod } from './period.ts';
import type { ReservationHouse } from './ports.ts';
import { createReservation, deleteReservation, updateReservation } from './write-slot.ts';

const changed = { 200: { description: 'La réservation', schema: wholeReservationBody, headers: ['ETag'] } };
const conflicts = {
  409: { description: 'Pas de place, quota atteint, ou créneau commencé : voir `type`.', schema: conflictProblem },
  422: 'Bien formé, mais contraire à une règle ; `errors` nomme les champs.',
};

/** The slots: everybody reads them, owners and admins change them. */
export function reservationRoutes(house: ReservationHouse): Route[] {
  return [
    route({
      method: 'GET',
      path: '/Reservation',
      summary: 'Les réservations',
      access: everybody,
      query: periodQuery,
      answers: { 200: { description: 'Celles qui touchent [de, a), ou toutes', schema: reservationsBody } },
      async answer({ query }) {
        const found = await readPeriod(house, query);
        return json(200, { Reservations: found.map(writeReservation) });
      },
    }),
    route({
      method: 'POST',
      path: '/Reservation',
      summary: 'Réserve un créneau, avec ses machines ou sans',
      access: everybody,
      headers: idempotencyHeader,
      body: newReservation,
      answers: {
        201: { description: 'La réservation', schema: wholeReservationBody, headers: ['Location', 'ETag'] },
      },
      refusals: conflicts,
      answer: (call) => createReservation(house, call),
    }),
    route({
      method: 'GET',
      path: '/Reservation/{id}',
      summary: 'Une réservation',
      access: everybody,
      params: idParams,
      headers: { 'If-None-Match': 'L’ETag connu : 304 si rien n’a changé.' },
      answers: {
        200: { description: 'La réservation', schema: reservationBody, headers: ['ETag'] },
        304: { description: 'Inchangée', headers: ['ETag'] },
      },
      async answer({ request, params: { id } }) {
        const found = await findReservation(house, id);
        return tagged(request, etagOf(found), writeReservation(found));
      },
    }),
    route({
      method: 'PUT',
      path: '/Reservation/{id}',
      summary: 'Change un créneau ; les lignes restent si elles manquent',
      access: everybody,
      params: idParams,
      body: wholeReservation,
      ifMatch: 'required',
      answers: changed,
      refusals: conflicts,
      answer: (call) => updateReservation(house, call),
    }),
    route({
      method: 'PATCH',
      path: '/Reservation/{id}',
      summary: 'Change un créneau en partie : prolonger, libérer plus tôt, d’autres machines',
      access: everybody,
      params: idParams,
      body: partOfReservation,
      ifMatch: 'required',
      answers: changed,
      refusals: conflicts,
      answer: (call) => updateReservation(house, call),
    }),
    route({
      method: 'DELETE',
      path: '/Reservation/{id}',
      summary: 'Annule une réservation et libère ses machines',
      access: everybody,
      params: idParams,
      ifMatch: 'required',
      answers: { 204: { description: 'Annulée' } },
      refusals: { 409: { description: 'Le créneau a commencé.', schema: conflictProblem } },
      answer: (call) => deleteReservation(house, call),
    }),
    route({
      method: 'GET',
      path: '/Reservation/{id}/historique',
      summary: 'Qui a changé quoi, et quand, même après l’annulation',
      access: everybody,
      params: idParams,
      answers: { 200: { description: 'Du plus ancien au plus récent', schema: historyBody } },
      async answer(call) {
        const changes = await readHistory(house, call.params.id);
        const [first] = changes;
        if (first === undefined) throw noReservation(call.params.id);
        requireOwner(first.ownerKey, actorOf(call));
        return json(200, {
          historique: changes.map(({ date, acteur, action, avant, apres }) => ({
            date: formatInstant(date),
            acteur,
            action,
            avant: avant === null ? null : writeWhole(avant),
            apres: apres === null ? null : writeWhole(apres),
          })),
        });
      },
    }),
  ];
}

async function readHistory({ memory }: ReservationHouse, id: number) {
  if (!Number.isSafeInteger(id)) return [];
  const found = await memory.history.query({ where: [{ field: 'reservation', op: '==', value: id }] });
  return found.map(({ value }) => value).sort((a, b) => a.rev - b.rev);
}
