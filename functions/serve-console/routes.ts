import * as z from 'zod';
import { interventionStates } from '../../shared/domain/interventions/intervention.ts';
import { runSchema } from '../../shared/domain/interventions/run.ts';
import * as told from '../../shared/messages/console.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import type { ConsolePorts } from './console-ports.ts';
import { createHistory } from './history.ts';
import { notFound, readers } from './rights.ts';
import { createRunLooks } from './runs.ts';
import { createToday } from './today.ts';

const pageQuery = { after: z.string().min(1).max(1500).optional() };
const newestLines = 300;

/** What can be looked at: the day, the runs, the month. */
export function lookRoutes(ports: ConsolePorts): readonly Route[] {
  const today = createToday(ports);
  const history = createHistory(ports);
  const runs = createRunLooks(ports);

  return [
    route({
      method: 'GET',
      path: '/today',
      summary: 'La journée en un coup d’œil',
      access: readers,
      answers: { 200: { description: 'Les comptes du jour', schema: told.todaySchema } },
      answer: async () => json(200, await today()),
    }),
    route({
      method: 'GET',
      path: '/history',
      summary: 'Les passages des derniers jours, jour par jour, les durées des étapes et les causes d’échec',
      access: readers,
      query: z.object({ days: z.coerce.number().int().min(1).max(92).default(30) }),
      answers: { 200: { description: 'Un élément par jour', schema: told.historySchema } },
      answer: async ({ query }) => json(200, await history(query.days)),
    }),
    route({
      method: 'GET',
      path: '/runs',
      summary: 'Les passages, du plus récent au plus ancien',
      access: readers,
      query: z.object({
        status: runSchema.shape.status.optional(),
        since: z.iso.datetime().optional(),
        before: z.iso.datetime().optional(),
        ...pageQuery,
      }),
      answers: { 200: { description: 'Une page', schema: told.runPageSchema } },
      answer: async ({ query }) => json(200, await runs.page(query)),
    }),
    route({
      method: 'GET',
      path: '/runs/{id}',
      summary: 'Un passage, étape par étape',
      access: readers,
      params: z.object({ id: z.string() }),
      answers: { 200: { description: 'Le passage', schema: told.runDetailSchema } },
      answer: async ({ params }) => json(200, (await runs.detail(params.id)) ?? notFound('passage', params.id)),
    }),
    route({
      method: 'GET',
      path: '/log',
      summary: 'Les dernières lignes du journal d’un passage ou d’une intervention, ou l’adresse où les lire',
      access: readers,
      query: z.object({ runId: z.string().min(1).optional(), interventionId: z.string().min(1).optional() }),
      answers: { 200: { description: 'Les lignes', schema: told.logSchema } },
      answer: async ({ query: { runId, interventionId } }) => {
        const subject = {
          ...(runId === undefined ? {} : { runId }),
          ...(interventionId === undefined ? {} : { interventionId }),
        };
        const address = ports.log.addressOf(subject) ?? null;
        return json(200, { address, lines: address === null ? await ports.log.linesOf(subject, newestLines) : [] });
      },
    }),
  ];
}

export const interventionFilterSchema = z.object({
  day: z.iso.date().optional(),
  state: z.enum(interventionStates).optional(),
  runId: z.string().min(1).max(200).optional(),
  reference: z.string().min(1).max(200).optional(),
  ...pageQuery,
});
export { pageQuery };
