import { writeRessource } from '../../shared/domain/reservations/published.ts';
import {
  conflictProblem,
  newRessource,
  partOfRessource,
  ressourceBody,
  ressourcesBody,
  wholeRessource,
} from '../../shared/messages/reservations-api.ts';
import { json, tagged } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { etagOf } from './bodies.ts';
import { admins, everybody, idempotencyHeader } from './caller.ts';
import { findRessource } from './find.ts';
import { idParams } from './paths.ts';
import type { ReservationHouse } from './ports.ts';
import { addRessource, changeRessource, deleteRessource } from './write-ressource.ts';

const inTheWay = { description: 'Des réservations à venir la tiennent : `reservations`.', schema: conflictProblem };

/** The machines: everybody reads them, admins change them. */
export function ressourceRoutes(house: ReservationHouse): Route[] {
  return [
    route({
      method: 'GET',
      path: '/Ressource',
      summary: 'Les machines',
      access: everybody,
      answers: { 200: { description: 'Toutes les machines', schema: ressourcesBody } },
      async answer() {
        const found = (await house.memory.ressources.query()).map(({ value }) => writeRessource(value));
        return json(200, { Ressources: found.sort((a, b) => a.id - b.id) });
      },
    }),
    route({
      method: 'POST',
      path: '/Ressource',
      summary: 'Ajoute une machine',
      access: admins,
      headers: idempotencyHeader,
      body: newRessource,
      answers: { 201: { description: 'La machine', schema: ressourceBody, headers: ['Location', 'ETag'] } },
      refusals: {
        409: { description: 'Une machine a cet identifiant.', schema: conflictProblem },
        422: 'La clé Idempotency-Key a servi pour une autre demande.',
      },
      answer: (call) => addRessource(house, call),
    }),
    route({
      method: 'GET',
      path: '/Ressource/{id}',
      summary: 'Une machine',
      access: everybody,
      params: idParams,
      headers: { 'If-None-Match': 'L’ETag connu : 304 si rien n’a changé.' },
      answers: {
        200: { description: 'La machine', schema: ressourceBody, headers: ['ETag'] },
        304: { description: 'Inchangée', headers: ['ETag'] },
      },
      async answer({ request, params: { id } }) {
        const found = await findRessource(house, id);
        return tagged(request, etagOf(found), writeRessource(found));
      },
    }),
    route({
      method: 'PUT',
      path: '/Ressource/{id}',
      summary: 'Change les deux quantités d’une machine',
      access: admins,
      params: idParams,
      body: wholeRessource,
      ifMatch: 'required',
      answers: { 200: { description: 'La machine', schema: ressourceBody, headers: ['ETag'] } },
      refusals: { 409: inTheWay },
      answer: (call) => changeRessource(house, call),
    }),
    route({
      method: 'PATCH',
      path: '/Ressource/{id}',
      summary: 'Change une quantité d’une machine, ou les deux',
      access: admins,
      params: idParams,
      body: partOfRessource,
      ifMatch: 'required',
      answers: { 200: { description: 'La machine', schema: ressourceBody, headers: ['ETag'] } },
      refusals: { 409: inTheWay },
      answer: (call) => changeRessource(house, call),
    }),
    route({
      method: 'DELETE',
      path: '/Ressource/{id}',
      summary: 'Retire une machine',
      description: 'Ses lignes passées restent lisibles.',
      access: admins,
      params: idParams,
      ifMatch: 'required',
      answers: { 204: { description: 'Retirée' } },
      refusals: { 409: inTheWay },
      answer: (call) => deleteRessource(house, call),
    }),
  ];
}
