import * as z from 'zod';
import type { JsonSchema } from './json-schemas.ts';
import type { AnswerSpec, Route } from './route.ts';

const parametersSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

type AddSchema = (schema: z.ZodType, io: 'input' | 'output') => JsonSchema;

/** The statuses that every row may answer, by what it asks. */
function commonRefusals(route: Route): Record<number, string> {
  const reads = route.query !== undefined || route.body !== undefined;
  return {
    ...(reads ? { 400: 'Ce qui est envoyé ne se lit pas ; `errors` nomme les champs.' } : {}),
    ...(route.access === 'public' ? {} : { 401: 'Sans jeton valable.', 403: 'Le jeton n’a pas ce droit.' }),
    ...(route.params === undefined ? {} : { 404: 'Rien n’a cet identifiant.' }),
    ...(route.body === undefined
      ? {}
      : { 413: 'Le contenu est trop volumineux.', 415: 'Le contenu n’est pas du JSON.' }),
    ...(route.ifMatch === undefined ? {} : { 412: 'Modifié depuis la lecture (If-Match).' }),
    ...(route.ifMatch === 'required' ? { 428: 'If-Match manque.' } : {}),
  };
}

/** The operation of one row of the table, as OpenAPI 3.1 writes it. */
export function operationOf(route: Route, add: AddSchema): object {
  const { summary, description, body, access } = route;
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, responseOf(answer, add)]);
  const refusals = Object.entries({ ...commonRefusals(route), ...route.refusals }).map(([status, refusal]) => [
    status,
    typeof refusal === 'string' ? problemOf(refusal) : problemOf(refusal.description, add(refusal.schema, 'output')),
  ]);
  return {
    operationId: operationId(route),
    summary,
    ...(description === undefined ? {} : { description }),
    parameters: [...pathParameters(route, add), ...queryParameters(route, add), ...headerParameters(route)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonContent(add(body, 'input')) } }),
    responses: {
      ...Object.fromEntries([...answers, ...refusals]),
      default: { $ref: '#/components/responses/Problem' },
    },
    security: access === 'public' ? [] : [{ bearer: [] }],
    ...(access === 'public' ? {} : { 'x-roles': access }),
  };
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace(/[{}]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [method.toLowerCase(), ...words].join('_');
}

function responseOf({ description, schema, mediaType, headers = [] }: AnswerSpec, add: AddSchema): object {
  const type = mediaType ?? 'application/json';
  const shown = headers.map((name) => [name, { required: true, schema: { type: 'string' } }]);
  return {
    description,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(shown) }),
    ...(schema === undefined ? {} : { content: { [type]: { schema: add(schema, 'output') } } }),
  };
}

function problemOf(description: string, schema: JsonSchema = { $ref: '#/components/schemas/Problem' }): object {
  return { description, content: { 'application/problem+json': { schema } } };
}

function jsonContent(schema: JsonSchema): object {
  return { 'application/json': { schema } };
}

function pathParameters({ path, params }: Route, add: AddSchema): object[] {
  const shown = propertiesOf(params, add);
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: shown.properties[name] ?? { type: 'string' },
  }));
}

function queryParameters({ query }: Route, add: AddSchema): object[] {
  const { properties, required } = propertiesOf(query, add);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function headerParameters({ ifMatch, headers = {} }: Route): object[] {
  const described = Object.entries(headers).map(([name, description]) => ({ name, required: false, description }));
  const tag = { name: 'If-Match', required: ifMatch === 'required', description: 'L’ETag de la dernière lecture.' };
  return [...(ifMatch === undefined ? [] : [tag]), ...described].map((header) => ({
    ...header,
    in: 'header',
    schema: { type: 'string' },
  }));
}

/** The fields of a schema of parameters, which is always an object. */
function propertiesOf(
  schema: z.ZodType | undefined,
  add: AddSchema,
): { readonly properties: Readonly<Record<string, JsonSchema>>; readonly required: readonly string[] } {
  if (schema === undefined) return { properties: {}, required: [] };
  return parametersSchema.parse(add(schema, 'input'));
}
