import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as z from 'zod';
import { RetryLaterError } from '../../../../shared/ports/failures.ts';
import { json, noContent, tagged } from '../../../../shared/runtime/api/answers.ts';
import { createApi } from '../../../../shared/runtime/api/create-api.ts';
import { checkIfMatch } from '../../../../shared/runtime/api/etag.ts';
import { openApiDocument } from '../../../../shared/runtime/api/openapi.ts';
import { route } from '../../../../shared/runtime/api/route.ts';
import { ProblemError } from '../../../../shared/runtime/problem.ts';
import { openApiChecker } from '../../../api/open-api-checker.ts';

const noteSchema = z.object({ id: z.number().int(), text: z.string() }).meta({ id: 'Note' });
const idSchema = z.object({ id: z.string().regex(/^\d+$/).transform(Number) });
const everybody = ['user', 'admin'];

const routes = [
  route({
    method: 'GET',
    path: '/notes/{id}',
    summary: 'Lit une note',
    access: everybody,
    params: idSchema,
    answers: { 200: { description: 'La note', schema: noteSchema, headers: ['ETag'] }, 304: { description: 'Connue' } },
    async answer({ request, params: { id } }) {
      if (id > 9) throw new ProblemError({ status: 404, detail: 'Aucune note n’a ce numéro.' });
      return tagged(request, '"v1"', { id, text: 'été' });
    },
  }),
  route({
    method: 'PUT',
    path: '/notes/{id}',
    summary: 'Change une note',
    access: ['admin'],
    params: idSchema,
    body: z.object({ text: z.string().max(20), count: z.number().int().optional() }),
    ifMatch: 'required',
    answers: { 200: { description: 'La note', schema: noteSchema } },
    async answer({ request, params: { id }, body, principal }) {
      checkIfMatch(request.headers.get('if-match'), '"v1"');
      return json(200, { id, text: `${principal.subject}: ${body.text}` });
    },
  }),
  route({
    method: 'DELETE',
    path: '/notes/{id}',
    summary: 'Efface une note',
    access: ['admin'],
    params: idSchema,
    answers: { 204: { description: 'Effacée' } },
    refusals: { 503: 'Trop de demandes' },
    async answer({ params: { id } }) {
      if (id === 8) throw new RetryLaterError('others hold it', 2);
      return noContent();
    },
  }),
  route({
    method: 'GET',
    path: '/notes',
    summary: 'Cherche',
    access: everybody,
    query: z.object({
      q: z.string().default(''),
      limit: z
        .string()
        .regex(/^\d{1,3}$/)
        .default('3')
        .transform(Number)
        .meta({ type: 'integer', default: 3 }),
      tag: z.union([z.string(), z.array(z.string())]).optional(),
    }),
    answers: { 200: { description: 'Ce qui a été lu', schema: z.looseObject({}) } },
    answer: async ({ query }) => json(200, query),
  }),
  route({
    method: 'GET',
    path: '/feeds/{secret}.ics',
    summary: 'Un calendrier',
    access: 'public',
    params: z.object({ secret: z.string() }),
    answers: { 200: { description: 'iCalendar', schema: z.string(), mediaType: 'text/calendar' } },
    answer: async ({ params }) => new Response(params.secret, { headers: { 'content-type': 'text/calendar' } }),
  }),
  route({
    method: 'DELETE',
    path: '/feeds/{id}',
    summary: 'Ferme un calendrier',
    access: everybody,
    params: z.object({ id: z.string() }),
    answers: { 204: { description: 'Fermé' } },
    answer: async () => noContent(),
  }),
];

const description = { prefix: '/demo', title: 'Notes <b>', description: 'Des notes.', version: '1', routes };
const api = createApi({
  ...description,
  maxBodyBytes: 1000,
  async authenticate(request) {
    const role = /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
    if (role === undefined) throw new ProblemError({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    return { issuer: 'test', subject: role, name: null, roles: [role], claims: {} };
  },
  hasPage: true,
});
const checker = openApiChecker(openApiDocument(description));

interface Asked {
  readonly as?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(method: string, path: string, { as = 'admin', body, headers }: Asked = {}) {
  const url = `http://host/demo${path}`;
  const type =
    body === undefined || headers?.['content-type'] !== undefined ? {} : { 'content-type': 'application/json' };
  const authorization = as === '' ? {} : { authorization: `Bearer ${as}` };
  const sent = { method, headers: { ...type, ...authorization, ...headers }, ...(body === undefined ? {} : { body }) };
  const answer = await api(new Request(url, sent));
  if (path !== '' && path !== '/' && !/openapi|docs/.test(path)) await checker.check(method, url, answer);
  return answer;
}

async function refusal(answer: Promise<Response>): Promise<[number, string, string[]]> {
  const body = z
    .looseObject({ type: z.string(), errors: z.array(z.object({ pointer: z.string() })).default([]) })
    .parse(await (await answer).json());
  return [(await answer).status, body.type, body.errors.map(({ pointer }) => pointer)];
}

test('a row answers with and without a slash at the end, and knows who asks', async () => {
  assert.deepEqual(await (await ask('GET', '/notes/3')).json(), { id: 3, text: 'été' });
  assert.equal((await ask('GET', '/notes/3/')).status, 200);
  const changed = await ask('PUT', '/notes/3', { body: '{"text":"a","other":1}', headers: { 'if-match': '"v1"' } });
  assert.deepEqual(await changed.json(), { id: 3, text: 'admin: a' });
  assert.equal((await ask('DELETE', '/notes/3')).status, 204);
  for (const page of ['/', '/docs', '/openapi.json/']) {
    const refused = await ask('POST', page, { as: '' });
    assert.deepEqual([refused.status, refused.headers.get('allow')], [405, 'GET, HEAD'], page);
  }
});

test('a query has defaults, and a repeated parameter is a list', async () => {
  assert.deepEqual(await (await ask('GET', '/notes')).json(), { q: '', limit: 3 });
  const asked = await ask('GET', '/notes?tag=a&tag=b&limit=12&q=%C3%A9&unknown=1');
  assert.deepEqual(await asked.json(), { tag: ['a', 'b'], limit: 12, q: 'é' });
});

test('a tag that the client has is answered 304, weak or not', async () => {
  for (const tag of ['"v1"', 'W/"v1"', '"v0", "v1"', '*']) {
    assert.equal((await ask('GET', '/notes/3', { headers: { 'if-none-match': tag } })).status, 304, tag);
  }
  assert.equal((await ask('GET', '/notes/3', { headers: { 'if-none-match': '"v2"' } })).status, 200);
});

test('If-Match takes lists and the star, and never a weak tag', async () => {
  const put = (tag: string) => ask('PUT', '/notes/3', { body: '{"text":"a"}', headers: { 'if-match': tag } });
  for (const tag of ['"v1"', '"v0" , "v1"', '*']) assert.equal((await put(tag)).status, 200, tag);
  for (const tag of ['"v2"', 'W/"v1"', 'v1', '', '"v1']) assert.equal((await put(tag)).status, 412, tag);
});

const big = JSON.stringify({ text: 'x'.repeat(2000) });
const deep = `{"text":"a","more":${'['.repeat(40)}${']'.repeat(40)}}`;
const match = { 'if-match': '"v1"' };
const refused: readonly [string, string, string, Asked, number, string, string[]][] = [
  ['no token', 'GET', '/notes/3', { as: '' }, 401, 'unauthenticated', []],
  ['no token, wherever', 'GET', '/nothing', { as: '' }, 401, 'unauthenticated', []],
  ['a token in the address', 'GET', '/notes?access_token=a', {}, 401, 'unauthenticated', []],
  ['an address that is not', 'GET', '/nothing', { as: 'nobody' }, 404, 'not-found', []],
  ['two slashes', 'GET', '/notes//', {}, 404, 'not-found', []],
  ['an id that is none', 'GET', '/notes/abc', {}, 404, 'not-found', []],
  ['an unknown id', 'GET', '/notes/12', {}, 404, 'not-found', []],
  ['another method', 'POST', '/notes/3', {}, 405, 'method-not-allowed', []],
  ['another method than a public one', 'POST', '/feeds/a.ics', { as: '' }, 405, 'method-not-allowed', []],
  ['an unknown role', 'GET', '/notes/3', { as: 'nobody' }, 403, 'forbidden', []],
  ['the role, before the body', 'PUT', '/notes/3', { as: 'user', body: '{' }, 403, 'forbidden', []],
  [
    'another type',
    'PUT',
    '/notes/3',
    { body: 'a', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported-media-type',
    [],
  ],
  [
    'another charset',
    'PUT',
    '/notes/3',
    { body: '{}', headers: { 'content-type': 'application/json; charset=latin1' } },
    415,
    'unsupported-media-type',
    [],
  ],
  ['too large a body', 'PUT', '/notes/3', { body: big }, 413, 'too-large', []],
  ['no body', 'PUT', '/notes/3', {}, 400, 'validation', ['']],
  ['half a JSON', 'PUT', '/notes/3', { body: '{"text":' }, 400, 'validation', ['']],
  ['a list for an object', 'PUT', '/notes/3', { body: '[]' }, 400, 'validation', ['']],
  ['too deep a JSON', 'PUT', '/notes/3', { body: deep, headers: match }, 400, 'validation', ['']],
  ['half a surrogate pair', 'PUT', '/notes/3', { body: '{"text":"\\ud83d"}' }, 400, 'validation', ['/text']],
  ['wrong fields, all of them', 'PUT', '/notes/3', { body: '{"count":1.5}' }, 400, 'validation', ['/text', '/count']],
  ['a wrong parameter', 'GET', '/notes?limit=-1', {}, 400, 'validation', ['/limit']],
  ['a parameter given twice', 'GET', '/notes?limit=1&limit=2', {}, 400, 'validation', ['/limit']],
  ['no If-Match', 'PUT', '/notes/3', { body: '{"text":"a"}' }, 428, 'precondition-required', []],
  ['the body, before If-Match', 'PUT', '/notes/3', { body: '{}' }, 400, 'validation', ['/text']],
  ['contention', 'DELETE', '/notes/8', {}, 503, 'contention', []],
];
for (const [what, method, path, asked, status, slug, pointers] of refused) {
  test(`refused with ${status}: ${what}`, async () => {
    assert.deepEqual(await refusal(ask(method, path, asked)), [status, `urn:terrain:problem:${slug}`, pointers]);
  });
}

test('what is not UTF-8 is refused', async () => {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer admin' };
  const answer = await api(
    new Request('http://host/demo/notes/3', { method: 'PUT', headers, body: Buffer.from([0x22, 0xff, 0x22]) }),
  );
  assert.equal(answer.status, 400);
});

test('405 says what is allowed, 503 says when, 401 says how', async () => {
  assert.equal((await ask('POST', '/notes/3')).headers.get('allow'), 'DELETE, GET, PUT, HEAD');
  assert.equal((await ask('DELETE', '/notes/8')).headers.get('retry-after'), '2');
  assert.equal((await ask('GET', '/notes/3', { as: '' })).headers.get('www-authenticate'), 'Bearer');
});

test('a path with more fixed text wins', async () => {
  assert.equal(await (await ask('GET', '/feeds/abc%2F.ics', { as: '' })).text(), 'abc/');
  assert.equal((await ask('DELETE', '/feeds/abc')).status, 204);
});

test('the document is valid OpenAPI 3.1 and is served', async () => {
  const answer = await ask('GET', '/openapi.json', { as: '' });
  const document = z.record(z.string(), z.unknown()).parse(await answer.json());
  assert.equal(document.openapi, '3.1.0');
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.deepEqual(document, JSON.parse(JSON.stringify(openApiDocument(description))));
});

test('the checker refuses an answer that the document does not describe', async () => {
  const check = (answer: Response) => checker.check('GET', '/demo/notes/3', answer);
  const headers = { etag: '"a"' };
  await check(Response.json({ id: 1, text: '' }, { headers }));
  await assert.rejects(check(Response.json({ id: 1 }, { headers })), /text/);
  await assert.rejects(check(Response.json({ id: 1, text: '', more: 1 }, { headers })), /additional/);
  await assert.rejects(check(Response.json({ id: 1, text: '' })), /ETag/);
  await assert.rejects(check(Response.json({ id: 1, text: '' }, { status: 202, headers })), /not in the document/);
  await assert.rejects(
    check(new Response('{}', { headers: { ...headers, 'content-type': 'text/html' } })),
    /text\/html/,
  );
});

test('the page to try it asks for nothing outside, and its script is the one that its policy names', async () => {
  const answer = await ask('GET', '/docs', { as: '' });
  const html = await answer.text();
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'sha256-[^']+'/);
  assert.doesNotMatch(html, /https?:\/\/|Notes <b>/);
  const script = /<script type="module">([\s\S]*)<\/script>/.exec(html)?.[1] ?? '';
  assert.match(script, /await showDocument\("\/demo\/openapi.json"\);$/);
});
