import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const problemSchema = z.looseObject({ type: z.string(), title: z.string(), status: z.number() });

async function assertProblem(answer: Response, status: number): Promise<z.infer<typeof problemSchema>> {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const body = problemSchema.parse(JSON.parse(text));
  assert.equal(body.status, status);
  return body;
}

/** Sends bytes as they are and returns all that comes back. */
function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(received));
  });
}

/** What `onRequest` promises, whoever serves it: the cases of the sample function `serve-note`. */
export function httpCases(server: string, url: () => string): void {
  const json = async (answer: Response) => z.record(z.string(), z.unknown()).parse(await answer.json());

  test(`${server}: method, address, headers and body reach the function as they were sent`, async () => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a": 1 }' };
    assert.deepEqual(await json(await fetch(`${url()}/notes/echo?q=%C3%A9&q=2`, sent)), {
      method: 'POST',
      url: `${url()}/notes/echo?q=%C3%A9&q=2`,
      type: 'application/json',
      body: '{"a": 1 }',
    });
  });

  for (const [type, body] of [
    ['application/json', '{"a":'],
    ['application/json; charset=klingon', '{}'],
    ['application/x-www-form-urlencoded', 'a=%zz'],
    ['multipart/form-data; boundary=x', '--x'],
    ['text/plain', 'été'],
  ]) {
    test(`${server}: a body of type ${type} reaches the function unparsed`, async () => {
      const sent = { method: 'PUT', headers: { 'content-type': type ?? '' }, body: body ?? '' };
      assert.equal((await json(await fetch(`${url()}/notes/echo`, sent))).body, body);
    });
  }

  test(`${server}: HEAD gives the headers of GET without a body`, async () => {
    const answer = await fetch(`${url()}/notes/cookies`, { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('etag'), '"1"');
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(await answer.text(), '');
  });

  test(`${server}: an answer without content has none`, async () => {
    assert.equal((await fetch(`${url()}/notes/nothing`)).status, 204);
  });

  test(`${server}: a problem that is thrown is the answer`, async () => {
    const body = await assertProblem(await fetch(`${url()}/notes/teapot`), 409);
    assert.equal(body.title, 'Conflit');
    assert.deepEqual(body.errors, [{ pointer: '/a', detail: 'b' }]);
  });

  test(`${server}: an unexpected error is a 500 that tells nothing`, async () => {
    const body = await assertProblem(await fetch(`${url()}/notes/bug`), 500);
    assert.doesNotMatch(JSON.stringify(body), /secret detail|\.ts/);
  });

  test(`${server}: a body that is announced too large is refused`, async () => {
    const sent = { method: 'POST', body: 'x'.repeat(1_000_001) };
    await assertProblem(await fetch(`${url()}/notes/size`, sent), 413);
  });

  test(`${server}: a body that turns out too large is refused`, async () => {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${url()}/notes/size`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      for (let i = 0; i < 20; i += 1) request.write('x'.repeat(100_000));
      request.end();
    });
    assert.equal(status, 413);
    assert.equal((await fetch(`${url()}/notes/nothing`)).status, 204, 'the connection still serves');
  });

  test(`${server}: a body streams in both directions before it is whole`, { timeout: 5_000 }, async () => {
    const first = await new Promise((resolve, reject) => {
      const request = httpRequest(`${url()}/notes/mirror`, { method: 'POST' }, (response) => {
        response.once('data', (chunk: Buffer) => {
          resolve(chunk.toString());
          request.end();
          response.resume();
        });
      });
      request.on('error', reject);
      request.write('the beginning');
    });
    assert.equal(first, 'the beginning');
  });

  test(`${server}: an answer whose source breaks is cut, never taken for whole`, async () => {
    const answer = await fetch(`${url()}/notes/half`);
    assert.equal(answer.status, 200);
    await assert.rejects(answer.text());
  });

  test(`${server}: a client that leaves aborts the request’s signal`, async () => {
    const before = Number(await (await fetch(`${url()}/notes/aborted`)).json());
    const controller = new AbortController();
    const answer = await fetch(`${url()}/notes/ticks`, { signal: controller.signal });
    await answer.body?.getReader().read();
    controller.abort();
    for (let i = 0; i < 100; i += 1) {
      if (Number(await (await fetch(`${url()}/notes/aborted`)).json()) === before + 1) return;
      await sleep(20);
    }
    assert.fail('the signal never aborted');
  });

  const malformed: readonly (readonly [string, string, number])[] = [
    ['a path that cannot be decoded', 'GET /notes/%zz HTTP/1.1\r\nHost: a', 400],
    ['a path of bytes that are no UTF-8', 'GET /notes/%ff HTTP/1.1\r\nHost: a', 400],
    ['a host that is none', 'GET /notes/echo HTTP/1.1\r\nHost: a b:c', 400],
    ['a method that the web standard forbids', 'TRACE /notes/echo HTTP/1.1\r\nHost: a', 405],
  ];
  for (const [name, head, status] of malformed) {
    test(`${server}: ${name} is the caller’s fault`, async () => {
      const received = await sendRaw(url(), `${head}\r\nConnection: close\r\n\r\n`);
      assert.match(received, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(received, /application\/problem\+json/);
    });
  }

  test(`${server}: the absolute form of an address is its path`, async () => {
    const received = await sendRaw(
      url(),
      'GET http://evil.example/notes/echo?a=1 HTTP/1.1\r\nHost: mine.example\r\nConnection: close\r\n\r\n',
    );
    assert.match(received, /"url":"http:\/\/mine\.example\/notes\/echo\?a=1"/);
  });
}
