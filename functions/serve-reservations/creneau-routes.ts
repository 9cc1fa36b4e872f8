import * as z from 'zod';
import { daySeconds, formatInstant, instantSchema } from '../../shared/domain/reservations/instant.ts';
import { searchFrom } from '../../shared/domain/reservations/offers.ts';
import { creneauxBody } from '../../shared/messages/reservations-api.ts';
import { findOffers } from '../../shared/pipeline/reservations/find-offers.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { everybody } from './caller.ts';
import { nowOf, type ReservationHouse } from './ports.ts';

const largest = 2_147_483_647;

/** A whole number in a query. */
function whole(minimum: number, maximum: number, description: string) {
  return z
    .string()
    .regex(/^\d{1,10}$/, 'un nombre entier')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))
    .meta({ type: 'integer', minimum, maximum, pattern: undefined, description });
}

const creneauQuery = z.object({
  gpu: whole(0, largest, 'GPU demandés').default(0),
  memoire: whole(0, largest, 'mémoire demandée').default(0),
  duree: whole(1, largest, 'en minutes entières'),
  apres: instantSchema.optional().meta({ description: 'maintenant, si absent ou passé' }),
  idRessource: whole(1, largest, 'seulement cette machine').optional(),
  limite: whole(1, 50, 'combien de créneaux').default(3),
});

/** Finds the next slots in which so much is free. */
export function creneauRoute(house: ReservationHouse): Route {
  const { memory, settings } = house;
  return route({
    method: 'GET',
    path: '/Creneau',
    summary: 'Les prochains créneaux libres',
    description: 'Sur chaque machine, le plus tôt possible, puis le plus tôt après sa fin, et ainsi de suite.',
    access: everybody,
    query: creneauQuery,
    answers: {
      200: { description: 'Du plus proche au plus lointain ; aucun si rien ne convient', schema: creneauxBody },
    },
    async answer({ query: { gpu, memoire, duree, apres, idRessource, limite } }) {
      const now = nowOf(house);
      const isTooLong = duree > settings.maxHours * 60;
      const all = isTooLong ? [] : (await memory.ressources.query()).map(({ value }) => value);
      const machines = idRessource === undefined ? all : all.filter(({ id }) => id === idRessource);
      const offers = await findOffers(
        memory,
        machines,
        { gpu, memoire },
        {
          durationSeconds: duree * 60,
          from: searchFrom(apres, now),
          latest: now + settings.maxAdvanceDays * daySeconds,
          limit: limite,
        },
      );
      return json(200, {
        Creneaux: offers.map((offer) => ({
          idRessource: offer.idRessource,
          date_debut: formatInstant(offer.debut),
          date_fin: formatInstant(offer.fin),
        })),
      });
    },
  });
}
