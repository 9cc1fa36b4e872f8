import { writeLignes } from '../../shared/domain/reservations/published.ts';
import {
  conflictProblem,
  ligneBody,
  lignesBody,
  newLigne,
  partOfQuantities,
  wholeQuantities,
} from '../../shared/messages/reservations-api.ts';
import { readDays } from '../../shared/pipeline/reservations/read-days.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { etagOf, linesOfDays } from './bodies.ts';
import { everybody, idempotencyHeader } from './caller.ts';
import { findReservation, noLigne } from './find.ts';
import { idParams, isPossibleId, ligneParams } from './paths.ts';
import { periodQuery } from './period.ts';
import type { ReservationHouse } from './ports.ts';
import { addLigne, changeLigne, removeLigne } from './write-ligne.ts';

const lines = { 200: { description: 'Les lignes', schema: lignesBody } };
const line = { 200: { description: 'La ligne', schema: ligneBody, headers: ['ETag'] } };
const conflicts = {
  409: {
    description: 'Pas de place, quota atteint, créneau commencé, ou ligne déjà là : voir `type`.',
    schema: conflictProblem,
  },
  422: 'Bien formé, mais contraire à une règle ; `errors` nomme les champs.',
};
const onePath = '/RessourceReserve/idReservation/{v}/idRessource/{r}';

/** The lines: what a reservation holds of a machine. */
export function ligneRoutes(house: ReservationHouse): Route[] {
  const { memory } = house;
  return [
    route({
      method: 'GET',
      path: '/RessourceReserve',
      summary: 'Ce que les réservations prennent des machines',
      access: everybody,
      query: periodQuery,
      answers: lines,
      async answer({ query: { de, a } }) {
        const days = await readDays(memory, { from: de, to: a });
        return json(200, { RessourceReserve: linesOfDays(days, de, a) });
      },
    }),
    route({
      method: 'GET',
      path: '/RessourceReserve/idRessource/{id}',
      summary: 'Les lignes d’une machine',
      access: everybody,
      params: idParams,
      answers: lines,
      async answer({ params: { id } }) {
        const days = isPossibleId(id) ? await readDays(memory, { idRessource: id }) : [];
        return json(200, { RessourceReserve: linesOfDays(days) });
      },
    }),
    route({
      method: 'GET',
      path: '/RessourceReserve/idReservation/{id}',
      summary: 'Les lignes d’une réservation',
      access: everybody,
      params: idParams,
      answers: lines,
      async answer({ params: { id } }) {
        const found = isPossibleId(id) ? await memory.reservations.get(String(id)) : undefined;
        const headers: Record<string, string> = found === undefined ? {} : { etag: etagOf(found) };
        return json(200, { RessourceReserve: found === undefined ? [] : writeLignes(found) }, headers);
      },
    }),
    route({
      method: 'POST',
      path: '/RessourceReserve',
      summary: 'Ajoute une machine à une réservation',
      access: everybody,
      headers: idempotencyHeader,
      ifMatch: 'optional',
      body: newLigne,
      answers: { 201: { description: 'La ligne', schema: ligneBody, headers: ['Location', 'ETag'] } },
      refusals: conflicts,
      answer: (call) => addLigne(house, call),
    }),
    route({
      method: 'GET',
      path: onePath,
      summary: 'Une ligne, avec l’ETag de sa réservation',
      access: everybody,
      params: ligneParams,
      answers: line,
      async answer({ params: { v, r } }) {
        const found = await findReservation(house, v);
        const one = writeLignes(found).find(({ idRessource }) => idRessource === r);
        if (one === undefined) throw noLigne(v, r);
        return json(200, one, { etag: etagOf(found) });
      },
    }),
    route({
      method: 'PUT',
      path: onePath,
      summary: 'Change les deux quantités d’une ligne',
      access: everybody,
      params: ligneParams,
      ifMatch: 'required',
      body: wholeQuantities,
      answers: line,
      refusals: conflicts,
      answer: (call) => changeLigne(house, call),
    }),
    route({
      method: 'PATCH',
      path: onePath,
      summary: 'Change une quantité d’une ligne, ou les deux',
      access: everybody,
      params: ligneParams,
      ifMatch: 'required',
      body: partOfQuantities,
      answers: line,
      refusals: conflicts,
      answer: (call) => changeLigne(house, call),
    }),
    route({
      method: 'DELETE',
      path: onePath,
      summary: 'Retire une machine d’une réservation',
      access: everybody,
      params: ligneParams,
      ifMatch: 'required',
      answers: { 204: { description: 'Retirée' } },
      refusals: { 409: { description: 'Le créneau a commencé.', schema: conflictProblem } },
      answer: (call) => removeLigne(house, call),
    }),
  ];
}
