import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { feedEdge, writeFeed } from '../../shared/domain/reservations/calendar-feed.ts';
import { formatInstant } from '../../shared/domain/reservations/instant.ts';
import type { Reservation } from '../../shared/domain/reservations/reservation.ts';
import { calendarBody, calendarsBody, newCalendar } from '../../shared/messages/reservations-api.ts';
import { hashId } from '../../shared/pipeline/reservations/collections.ts';
import { readDays } from '../../shared/pipeline/reservations/read-days.ts';
import { json, noContent } from '../../shared/runtime/api/answers.ts';
import { isKnown } from '../../shared/runtime/api/etag.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { actorOf, everybody } from './caller.ts';
import { notFound, requireOwner } from './find.ts';
import { place, prefix } from './paths.ts';
import { nowOf, type ReservationHouse } from './ports.ts';
import { brokenRule } from './refusals.ts';

const secretParams = z.object({ secret: z.string() });
const calendarParams = z.object({ id: z.string() });
const noCalendar = () => notFound('Aucun calendrier n’est à cette adresse.');

/** Links to feeds for calendar programs, which can send no token: who has the secret may read, until it is revoked. */
export function calendarRoutes(house: ReservationHouse): Route[] {
  const { memory } = house;
  return [
    route({
      method: 'GET',
      path: '/calendars',
      summary: 'Les liens de calendrier de l’appelant, sans leur secret',
      access: everybody,
      answers: { 200: { description: 'Les liens', schema: calendarsBody } },
      async answer(call) {
        const where = [{ field: 'ownerKey', op: '==' as const, value: actorOf(call).ownerKey }];
        const found = await memory.calendars.query({ where });
        const calendars = found
          .toSorted((a, b) => a.value.createdAt - b.value.createdAt || (a.id < b.id ? -1 : 1))
          .map(({ id, value: { idRessource, createdAt } }) => ({
            id,
            idRessource,
            date_creation: formatInstant(createdAt),
          }));
        return json(200, { calendars });
      },
    }),
    route({
      method: 'POST',
      path: '/calendars',
      summary: 'Crée un lien : les créneaux de l’appelant, ou ceux d’une machine',
      description: 'Le secret est dans `url`, montré cette seule fois.',
      access: everybody,
      body: newCalendar,
      answers: { 201: { description: 'Le lien', schema: calendarBody, headers: ['Location'] } },
      refusals: { 422: 'La machine n’existe pas.' },
      async answer(call) {
        const { idRessource = null } = call.body;
        if (idRessource !== null && (await memory.ressources.get(String(idRessource))) === undefined) {
          throw brokenRule('/idRessource', `aucune machine n’a l’identifiant ${idRessource}`);
        }
        const secret = randomBytes(24).toString('base64url');
        const id = hashId(secret);
        const createdAt = nowOf(house);
        await memory.calendars.set(id, { ownerKey: actorOf(call).ownerKey, idRessource, createdAt });
        const url = new URL(`${prefix}/calendars/${secret}.ics`, call.request.url).href;
        const body = { id, idRessource, date_creation: formatInstant(createdAt), url };
        return json(201, body, { location: place.calendar(id) });
      },
    }),
    route({
      method: 'DELETE',
      path: '/calendars/{id}',
      summary: 'Révoque un lien',
      access: everybody,
      params: calendarParams,
      answers: { 204: { description: 'Révoqué' } },
      async answer(call) {
        const { id } = call.params;
        const found = isHash(id) ? await memory.calendars.get(id) : undefined;
        if (found === undefined) throw noCalendar();
        requireOwner(found.ownerKey, actorOf(call));
        await memory.documents.delete(memory.calendars.name, id);
        return noContent();
      },
    }),
    route({
      method: 'GET',
      path: '/calendars/{secret}.ics',
      summary: 'Un calendrier (iCalendar)',
      access: 'public',
      params: secretParams,
      headers: { 'If-None-Match': 'L’ETag connu : 304 si rien n’a changé.' },
      answers: {
        200: { description: 'iCalendar', schema: z.string(), mediaType: 'text/calendar', headers: ['ETag'] },
        304: { description: 'Inchangé', headers: ['ETag'] },
      },
      async answer({ request, params: { secret } }) {
        const calendar = await memory.calendars.get(hashId(secret));
        if (calendar === undefined) throw noCalendar();
        const edge = feedEdge(nowOf(house));
        const { idRessource, ownerKey } = calendar;
        const found = idRessource === null ? await ofOwner(house, ownerKey) : await ofMachine(house, idRessource, edge);
        const name = idRessource === null ? 'Mes réservations' : `Machine ${idRessource}`;
        const feed = writeFeed(
          name,
          found.filter(({ fin }) => fin > edge),
        );
        const headers = {
          etag: `"${hashId(feed)}"`,
          'cache-control': 'private, no-cache',
          'referrer-policy': 'no-referrer',
        };
        if (isKnown(request, headers.etag)) return new Response(null, { status: 304, headers });
        return new Response(feed, { headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' } });
      },
    }),
  ];
}

function isHash(id: string): boolean {
  return /^[\w-]{43}$/.test(id);
}

async function ofOwner({ memory }: ReservationHouse, ownerKey: string): Promise<Reservation[]> {
  const found = await memory.reservations.query({ where: [{ field: 'ownerKey', op: '==', value: ownerKey }] });
  return found.map(({ value }) => value);
}

async function ofMachine({ memory }: ReservationHouse, idRessource: number, from: number): Promise<Reservation[]> {
  const days = await readDays(memory, { idRessource, from });
  const ids = new Set(days.flatMap(({ items }) => items.map(({ r }) => r)));
  const found = await Promise.all([...ids].map((id) => memory.reservations.get(String(id))));
  return found.filter((reservation) => reservation !== undefined);
}
