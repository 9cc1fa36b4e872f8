import * as z from 'zod';
import { parseWeek, weekAt } from '../../shared/domain/reservations/iso-week.ts';
import { startToleranceSeconds } from '../../shared/domain/reservations/settings.ts';
import { quotaBody, reglagesBody } from '../../shared/messages/reservations-api.ts';
import { quotaId } from '../../shared/pipeline/reservations/collections.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { fieldError } from '../../shared/runtime/api/field-errors.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import { actorOf, everybody } from './caller.ts';
import { nowOf, type ReservationHouse } from './ports.ts';

/** The rules that are configured, and what the caller has used of them. */
export function ruleRoutes(house: ReservationHouse): Route[] {
  const { memory, settings } = house;
  return [
    route({
      method: 'GET',
      path: '/Reglages',
      summary: 'Les règles en vigueur',
      access: everybody,
      answers: { 200: { description: 'Les règles', schema: reglagesBody } },
      async answer() {
        return json(200, {
          dureeMaxHeures: settings.maxHours,
          avanceMaxJours: settings.maxAdvanceDays,
          quotaGpuHeuresSemaine: settings.quotaGpuHoursWeek,
          toleranceDebutSecondes: startToleranceSeconds,
          fuseau: settings.zone,
        });
      },
    }),
    route({
      method: 'GET',
      path: '/Quota',
      summary: 'Les heures de GPU de l’appelant, dans une semaine',
      access: everybody,
      query: z.object({
        semaine: z
          .string()
          .optional()
          .meta({ description: 'ISO 8601, par exemple 2026-W48 ; la semaine en cours si absente' }),
      }),
      answers: { 200: { description: 'Pris et permis (0 : pas de limite)', schema: quotaBody } },
      async answer(call) {
        const { semaine } = call.query;
        const week = semaine === undefined ? weekAt(nowOf(house), settings.zone) : parseWeek(semaine, settings.zone);
        if (week === undefined) {
          const detail = `« ${semaine} » n’est pas une semaine, comme 2026-W48`;
          throw new ProblemError({ status: 400, detail, errors: [fieldError(['semaine'], detail, 'query')] });
        }
        const used = await memory.quotas.get(quotaId(actorOf(call).ownerKey, week.name));
        return json(200, {
          semaine: week.name,
          gpuHeures: (used?.gpuSeconds ?? 0) / 3600,
          limite: settings.quotaGpuHoursWeek,
        });
      },
    }),
  ];
}
