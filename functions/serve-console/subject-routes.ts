import * as z from 'zod';
import * as told from '../../shared/messages/console.ts';
import { json } from '../../shared/runtime/api/answers.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import type { ConsolePorts } from './console-ports.ts';
import { createInterventionLooks } from './interventions.ts';
import { notFound, readers } from './rights.ts';
import { interventionFilterSchema } from './routes.ts';

/** Interventions, one by one. */
export function interventionRoutes(ports: ConsolePorts): readonly Route[] {
  const interventions = createInterventionLooks(ports);
  return [
    route({
      method: 'GET',
      path: '/interventions',
      summary: 'Les interventions, filtrées, une page à la fois',
      access: readers,
      query: interventionFilterSchema,
      answers: { 200: { description: 'Une page', schema: told.interventionPageSchema } },
      answer: async ({ query }) => json(200, await interventions.page(query)),
    }),
    route({
      method: 'GET',
      path: '/interventions/{id}',
      summary: 'L’histoire d’une intervention : étapes, essais, erreurs, photos',
      access: readers,
      params: z.object({ id: z.string() }),
      answers: { 200: { description: 'L’histoire', schema: told.storySchema } },
      answer: async ({ params }) =>
        json(200, (await interventions.story(params.id)) ?? notFound('intervention', params.id)),
    }),
    route({
      method: 'GET',
      path: '/interventions/{id}/photos/{index}',
      summary: 'Une photo, tant qu’elle est gardée',
      access: readers,
      params: z.object({ id: z.string(), index: z.string().regex(/^[1-9]\d{0,5}$/) }),
      answers: {
        200: { description: 'L’image', mediaType: 'image/jpeg', schema: z.string().meta({ format: 'binary' }) },
      },
      answer: async ({ params }) => {
        const photo = (await interventions.photo(params.id, Number(params.index))) ?? notFound('photo', params.index);
        const headers = {
          'content-type': photo.mime,
          'content-length': String(photo.bytes),
          'cache-control': 'private, max-age=3600',
          'content-security-policy': "default-src 'none'; sandbox",
          'content-disposition': 'inline',
        };
        return new Response(streamOf(photo.open()), { headers });
      },
    }),
  ];
}

/** The bytes as they come, no faster than they are read. */
function streamOf(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const bytes = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return?.();
    },
  });
}
