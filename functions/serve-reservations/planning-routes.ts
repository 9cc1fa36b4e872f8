import * as z from 'zod';
import { decide } from '../../shared/domain/reservations/decide.ts';
import { formatInstant, instantSchema } from '../../shared/domain/reservations/instant.ts';
import { itemsOf } from '../../shared/domain/reservations/ledger.ts';
import { writeLignes, writeReservation, writeRessource } from '../../shared/domain/reservations/published.ts';
import type { Slot } from '../../shared/domain/reservations/reservation.ts';
import { loadSteps } from '../../shared/domain/reservations/sweep.ts';
import { calendrierBody, essai, essaiBody } from '../../shared/messages/reservations-api.ts';
import { readDays } from '../../shared/pipeline/reservations/read-days.ts';
import { readWorld } from '../../shared/pipeline/reservations/read-world.ts';
import { RefusedError } from '../../shared/pipeline/reservations/write-reservation.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { ProblemError, problemBody } from '../../shared/runtime/problem.ts';
import { etagOf } from './bodies.ts';
import { actorOf, everybody } from './caller.ts';
import { requireOwner } from './find.ts';
import { readPeriod } from './period.ts';
import { nowOf, type ReservationHouse } from './ports.ts';
import { nextOnSame } from './propose.ts';
import { brokenRule, refusing } from './refusals.ts';

const longestPeriodSeconds = 100 * 86_400;

const calendrierQuery = z.object({ de: instantSchema, a: instantSchema }).check(({ value: { de, a }, issues }) => {
  const refuse = (message: string) => issues.push({ code: 'custom', path: ['a'], message, input: a });
  if (de >= a) refuse('doit venir après de');
  else if (a - de > longestPeriodSeconds) refuse('au plus 100 jours après de');
});

/** What a calendar shows, and what would become of a booking: for pages. */
export function planningRoutes(house: ReservationHouse): Route[] {
  return [
    route({
      method: 'GET',
      path: '/Calendrier',
      summary: 'Les machines, leurs réservations et leur charge, en une réponse',
      access: everybody,
      query: calendrierQuery,
      answers: {
        200: { description: 'De `de` à `a` ; `paliers` : la charge dès cet instant', schema: calendrierBody },
      },
      async answer(call) {
        const { de, a } = call.query;
        const { ownerKey } = actorOf(call);
        const [machines, reservations, days] = await Promise.all([
          house.memory.ressources.query(),
          readPeriod(house, { de, a }),
          readDays(house.memory, { from: de, to: a }),
        ]);
        const byMachine = Map.groupBy(days, ({ ressource }) => ressource);
        const sorted = machines.map(({ value }) => value).sort((one, other) => one.id - other.id);
        return json(200, {
          Ressources: sorted.map(writeRessource),
          Reservations: reservations.map((reservation) => ({
            ...writeReservation(reservation),
            lignes: writeLignes(reservation),
            aMoi: reservation.ownerKey === ownerKey,
            etag: etagOf(reservation),
          })),
          charges: sorted.map(({ id }) => ({
            idRessource: id,
            paliers: loadSteps(itemsOf(byMachine.get(id) ?? []), de, a).map(({ from, gpu, memoire }) => ({
              date_debut: formatInstant(from),
              gpu,
              memoire,
            })),
          })),
        });
      },
    }),
    route({
      method: 'POST',
      path: '/Essai',
      summary: 'Ce qui serait répondu à une réservation, sans rien réserver',
      access: everybody,
      body: essai,
      answers: {
        200: {
          description: 'Accepté, ou pourquoi non, et quand les mêmes machines auront la place',
          schema: essaiBody,
        },
      },
      refusals: { 422: 'Aucune réservation n’a cet identifiant.' },
      async answer(call) {
        const { date_debut: debut, date_fin: fin, lignes, idReservation } = call.body;
        const actor = actorOf(call);
        const before =
          idReservation === undefined ? undefined : await house.memory.reservations.get(String(idReservation));
        if (idReservation !== undefined && before === undefined) {
          throw brokenRule('/idReservation', `aucune réservation n’a l’identifiant ${idReservation}`);
        }
        if (before !== undefined) requireOwner(before.ownerKey, actor);
        const asked = { id: before?.id ?? 0, before, isAdmin: actor.isAdmin, now: nowOf(house) };
        const problemOf = (after: Slot) =>
          problemWhile(house, async () => {
            const decision = await house.memory.documents.transaction(async (transaction) => {
              const ownerKey = before?.ownerKey ?? actor.ownerKey;
              const world = await readWorld(transaction, [before, after], ownerKey, house.settings.zone);
              return decide({ ...asked, after }, world, house.settings);
            });
            if ('refusal' in decision) throw new RefusedError(decision.refusal, { id: asked.id, after });
          });
        const after = { debut, fin, lignes };
        const probleme = await problemOf(after);
        const next = probleme === null ? undefined : await nextOnSame(house, after, before?.id);
        const isOffered = next !== undefined && (await problemOf(next)) === null;
        const prochain = isOffered
          ? { date_debut: formatInstant(next.debut), date_fin: formatInstant(next.fin) }
          : null;
        return json(200, { accepte: probleme === null, probleme, prochain });
      },
    }),
  ];
}

/** The problem that a write would be answered; null when there is none. */
async function problemWhile(house: ReservationHouse, write: () => Promise<void>): Promise<object | null> {
  try {
    await refusing(house, write);
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return problemBody(error.problem);
  }
}
