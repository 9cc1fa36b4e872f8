import * as z from 'zod';
import { createSchemaBook } from './json-schemas.ts';
import { operationOf } from './openapi-operation.ts';
import type { Route } from './route.ts';

export interface ApiDescription {
  /** Where the API lives: `/reservations`. */
  readonly prefix: string;
  /** French, as `description`, which may be Markdown. */
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly routes: readonly Route[];
}

const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z
      .array(z.looseObject({ pointer: z.string(), detail: z.string(), in: z.enum(['query', 'header']).optional() }))
      .optional(),
  })
  .meta({
    id: 'Problem',
    description: 'Une erreur (RFC 9457). `type` est pour les programmes, `detail` pour les gens.',
  });

/** The OpenAPI 3.1 document of a table of routes. */
export function openApiDocument({ prefix, title, description, version, routes }: ApiDescription): object {
  const book = createSchemaBook();
  const problem = { description: 'Une erreur.', content: problemContent(book.add(problemSchema, 'output')) };
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method.toLowerCase()] = operationOf(route, book.add);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: { title, description, version },
    servers: [{ url: prefix }],
    paths,
    components: {
      schemas: book.named(),
      responses: { Problem: problem },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function problemContent(schema: object): object {
  return { 'application/problem+json': { schema } };
}
