import * as z from 'zod';
import * as told from '../../shared/messages/console.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { ProblemError } from '../../shared/runtime/problem.ts';
import type { ConsolePorts } from './console-ports.ts';
import { createExportDesk } from './exports.ts';
import { createFleetDesk } from './fleet.ts';
import { createMessageDesk } from './messages.ts';
import { notFound, operators, readers } from './rights.ts';
import { pageQuery } from './routes.ts';
import { startInterventions } from './start-interventions.ts';

/** Rejected messages and missing windows: to be looked at, and what an operator can do about them. */
export function steeringRoutes(ports: ConsolePorts): readonly Route[] {
  const messages = createMessageDesk(ports);
  const fleet = createFleetDesk(ports);
  const exports = createExportDesk(ports);
  return [
    route({
      method: 'GET',
      path: '/messages',
      summary: 'Les messages refusés ou abandonnés qui attendent quelqu’un',
      access: readers,
      query: z.object(pageQuery),
      answers: { 200: { description: 'Une page', schema: told.messagePageSchema } },
      answer: async ({ query }) => json(200, await messages.page(query.after)),
    }),
    route({
      method: 'POST',
      path: '/messages/{id}/replay',
      summary: 'Renvoie un message',
      access: operators,
      params: z.object({ id: z.string() }),
      answers: { 200: { description: 'Renvoyé', schema: told.replayedSchema } },
      refusals: { 409: 'Le message ne peut pas être renvoyé' },
      answer: async ({ params }) => {
        if (!(await refusing(() => messages.replay(params.id)))) notFound('message', params.id);
        return json(200, { replayed: 1, impossible: 0, more: false });
      },
    }),
    route({
      method: 'POST',
      path: '/messages/replay',
      summary: 'Renvoie tous les messages qui attendent, 500 au plus',
      access: operators,
      answers: { 200: { description: 'Combien l’ont été', schema: told.replayedSchema } },
      answer: async () => json(200, await messages.replayAll()),
    }),
    route({
      method: 'GET',
      path: '/fleet/missing',
      summary: 'Les fenêtres de la flotte qui manquent à l’entrepôt',
      access: readers,
      answers: { 200: { description: 'Les fenêtres', schema: told.missingWindowsSchema } },
      answer: async () => json(200, await fleet.missing()),
    }),
    route({
      method: 'POST',
      path: '/fleet/run',
      summary: 'Demande une fenêtre de la flotte maintenant',
      access: operators,
      body: z.object({ table: z.string().min(1).max(100), day: z.iso.date() }),
      answers: { 202: { description: 'Demandée', schema: told.startedRunSchema } },
      answer: async ({ body }) => {
        const runId = (await fleet.run(body.table, body.day)) ?? notFound('table', body.table);
        return json(202, { runId });
      },
    }),
    route({
      method: 'GET',
      path: '/exports',
      summary: 'Les exports des derniers jours, et ceux qui manquent',
      access: readers,
      answers: { 200: { description: 'Les exports', schema: told.exportsSchema } },
      answer: async () => json(200, await exports.view()),
    }),
    route({
      method: 'POST',
      path: '/exports/run',
      summary: 'Lance un export maintenant, pour un jour',
      access: operators,
      body: z.object({ export: z.string().min(1).max(100), date: z.iso.date() }),
      answers: { 202: { description: 'Lancé', schema: told.startedRunSchema } },
      answer: async ({ body }) => {
        const runId = (await exports.run(body.export, body.date)) ?? notFound('export', body.export);
        return json(202, { runId });
      },
    }),
    route({
      method: 'POST',
      path: '/runs',
      summary: 'Lance un passage sur les interventions, aujourd’hui ou pour les jours demandés',
      access: operators,
      body: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
      answers: { 202: { description: 'Lancé', schema: told.startedRunSchema } },
      answer: async ({ body }) => json(202, { runId: await startInterventions(body, ports) }),
    }),
  ];
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    throw new ProblemError({ status: 409, detail: `${error.message}.` }, { cause: error });
  }
}
