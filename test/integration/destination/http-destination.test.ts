import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { createHttpDestination } from '../../../shared/adapters/destination/http-destination.ts';
import { NotFoundError, PermanentError, RetryLaterError } from '../../../shared/ports/failures.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;
let answer: Answer = (_, response) => void response.end('{}');
const token = 'jeton-tres-secret';

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return;
  }
  answer(request, response, Buffer.concat(chunks));
});
let url = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  url = `http://127.0.0.1:${address.port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const destination = (timeoutSeconds = 5) =>
  createHttpDestination({
    interventionsUrl: `${url}/interventions`,
    photoDataUrl: `${url}/photo-data`,
    photoUrl: `${url}/photos`,
    token,
    timeoutSeconds,
  });

const respond =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

async function* bytes(...parts: Uint8Array[]) {
  yield* parts;
}

test('an intervention goes out as a bare array, with the token and the idempotency key', async () => {
  let seen: { headers: IncomingMessage['headers']; body: string } | undefined;
  answer = ({ headers }, response, body) => {
    seen = { headers, body: body.toString() };
    response.end('{"ok":true}');
  };
  await destination().sendInterventions([{ cle: 'é' }], 'intervention:1');
  assert.equal(seen?.body, '[{"cle":"é"}]');
  assert.equal(seen.headers.authorization, `Bearer ${token}`);
  assert.equal(seen.headers['idempotency-key'], 'intervention:1');
  assert.match(String(seen.headers['content-type']), /^application\/json/);
});

test('a photo is streamed as the one file of a multipart form, under its name', async () => {
  let seen: { headers: IncomingMessage['headers']; body: Buffer } | undefined;
  answer = ({ headers }, response, body) => {
    seen = { headers, body };
    response.end('{}');
  };
  const open = () => bytes(Uint8Array.of(0xff, 0xd8), Uint8Array.of(0xff, 0xd9));
  await destination().deliverPhoto({ name: 'façade "1".jpg', mime: 'image/jpeg', bytes: 4, open }, 'photo:1');
  assert.ok(seen);
  assert.match(String(seen.headers['content-type']), /^multipart\/form-data; boundary=/);
  assert.equal(Number(seen.headers['content-length']), seen.body.length);
  assert.match(seen.body.toString('utf8'), /name="file"; filename="façade/);
  assert.ok(seen.body.includes(Buffer.from('ffd8ffd9', 'hex')));
});

const accepted: [string, Answer][] = [
  ['200 with JSON', respond(200, '{}')],
  ['201', respond(201, '{}')],
  ['204 without a body', (_, response) => void response.writeHead(204).end()],
  ['409: it was there already', respond(409, '{"erreur":"existe"}')],
];
for (const [name, given] of accepted) {
  test(`accepted: ${name}`, async () => {
    answer = given;
    await destination().describePhotos([], 'key');
  });
}

const page = '<!DOCTYPE html><html><body>Maintenance</body></html>';
const failures: [string, Answer, (error: unknown) => boolean][] = [
  ['a web page with status 200 is no acceptance', respond(200, page, { 'content-type': 'text/html' }), isTransient],
  ['a web page labelled as JSON is none either', respond(200, page), isTransient],
  ['400 is for good, with what the API said', respond(400, '{"erreur":"jeton"}'), saysFor(PermanentError, /jeton/)],
  ['422 is for good', respond(422, '{}'), (error) => error instanceof PermanentError],
  ['500 may work later', respond(500, '{}'), isTransient],
  ['503 without Retry-After may work later', respond(503, page), isTransient],
  ['429 says when', respond(429, '{}', { 'retry-after': '1.5' }), (error) => retryIn(error) === 1.5],
  ['503 says when', respond(503, '{}', { 'retry-after': '7' }), (error) => retryIn(error) === 7],
  ['a refused token is named and may be mended', respond(401, '{}'), saysFor(Error, /INTERVENTIONS_API_TOKEN/)],
  ['a redirect is not followed', respond(302, '', { location: 'http://127.0.0.1:9/' }), isTransient],
  ['a connection cut before the answer', (request) => void request.socket.destroy(), isTransient],
  ['no answer at all', () => undefined, isTransient],
];
for (const [name, given, expected] of failures) {
  test(`failure: ${name}`, async () => {
    answer = given;
    await assert.rejects(destination(0.5).sendInterventions([], 'key'), (error: Error) => {
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /jeton-tres-secret/);
      return expected(error);
    });
  });
}

test('a photo that left the bucket is an error of its own, and the request ends', async () => {
  answer = respond(200, '{}');
  // biome-ignore lint/correctness/useYield: it fails before its first byte, as a store does
  async function* open(): AsyncGenerator<Uint8Array> {
    throw new NotFoundError('photos/1 is not there');
  }
  const photo = { name: 'a.jpg', mime: 'image/jpeg', bytes: 4, open };
  await assert.rejects(destination(2).deliverPhoto(photo, 'key'), /photos\/1 is not there/);
});

function isTransient(error: unknown): boolean {
  return error instanceof Error && !(error instanceof PermanentError);
}
function retryIn(error: unknown): number | undefined {
  return error instanceof RetryLaterError ? error.afterSeconds : undefined;
}
function saysFor(type: abstract new (...given: never[]) => Error, words: RegExp) {
  return (error: unknown) => error instanceof type && words.test(error.message);
}
