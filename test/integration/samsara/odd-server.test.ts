import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { createSamsaraApi, type SamsaraOptions } from '../../../shared/adapters/samsara/samsara-api.ts';
import { createLogger } from '../../../shared/runtime/log.ts';
import { readPages, requestOf } from './demo-fleet-client.ts';

/** A client of a server that answers as told, and what was asked of it. */
async function meetServer(context: TestContext, answer: RequestListener, options: Partial<SamsaraOptions> = {}) {
  const asked: string[] = [];
  const connections = new Set<unknown>();
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { api: createApi(`http://127.0.0.1:${portOf(server)}`, options), asked, connections };
}

function createApi(baseUrl: string, options: Partial<SamsaraOptions>) {
  const logger = createLogger({ function: 'test', write: () => undefined });
  return createSamsaraApi({ baseUrl, token: 'demo', logger, tries: 2, backOffMilliseconds: 1, ...options });
}

function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const page = (endCursor: string, hasNextPage: boolean) =>
  JSON.stringify({ data: [], pagination: { endCursor, hasNextPage } });

test('pages in a circle are refused, not read for ever', async (context) => {
  const cursors = ['b', 'c', 'b'];
  const { api, asked } = await meetServer(context, (_, response) => {
    response.end(page(cursors[asked.length - 1] ?? 'b', true));
  });
  const request = requestOf({ requestsPerSecond: 50 });
  await assert.rejects(readPages(api, request), { name: 'PermanentError', message: /go in a circle/ });
  assert.deepEqual(asked, ['/fleet/vehicles', '/fleet/vehicles?after=b', '/fleet/vehicles?after=c']);
});

test('the older paging starts after the cursor, and ends although there is one', async (context) => {
  const { api, asked } = await meetServer(context, (_, response) => {
    response.end(page(`c${asked.length}`, asked.length < 3));
  });
  const path = '/v1/fleet/assets/reefers';
  const request = requestOf({
    endpoint: path,
    path,
    parameters: { startMs: '1', endMs: '2' },
    paging: 'startingAfter',
  });
  assert.equal((await readPages(api, request)).length, 3);
  assert.deepEqual(asked.slice(1), [
    `${path}?startMs=1&endMs=2&startingAfter=c1`,
    `${path}?startMs=1&endMs=2&startingAfter=c2`,
  ]);
});

test('the bytes are the answer’s own, and each call starts over on the same connection', async (context) => {
  const body = '{ "data" : [ 9223372036854775807, 1.0, "é" ] ,"pagination":{"hasNextPage":false,"endCursor":""}}\n';
  const { api, connections } = await meetServer(context, (request, response) => {
    assert.equal(request.headers['accept-encoding'], 'gzip');
    assert.equal(request.headers.authorization, 'Bearer demo');
    response.setHeader('content-encoding', 'gzip').setHeader('request-id', 'r-1').end(gzipSync(body));
  });
  for (let round = 0; round < 3; round += 1) {
    const [only] = await readPages(api, requestOf());
    assert.equal(Buffer.from(only?.bytes ?? []).toString('utf8'), body);
    assert.deepEqual([only?.requestId, only?.last], ['r-1', true]);
  }
  assert.equal(connections.size, 1);
});

test('a redirect is not followed: the token goes nowhere else', async (context) => {
  const elsewhere = await meetServer(context, (_, response) => void response.end(page('', false)));
  const { api } = await meetServer(context, (_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1/elsewhere' }).end();
  });
  await assert.rejects(readPages(api, requestOf()), { name: 'PermanentError', message: /SAMSARA_BASE_URL/ });
  assert.equal(elsewhere.asked.length, 0);
});

test('a connection that does not come about ends after its time', async (context) => {
  const sockets = new Set<{ destroy(): void }>();
  // Accepts, and never says a word of TLS.
  const server = createSocketServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const api = createApi(`https://127.0.0.1:${portOf(server)}`, { connectMilliseconds: 60 });
  await assert.rejects(readPages(api, requestOf()), /no connection within 0.06 s, after 2 tries/);
});

test('an answer that falls silent in its middle ends after its time', async (context) => {
  const { api, asked } = await meetServer(context, (_, response) => void response.write('{"data":['), {
    readMilliseconds: 60,
  });
  await assert.rejects(readPages(api, requestOf()), /silent for 0.06 s, after 2 tries/);
  assert.equal(asked.length, 2);
});

test('however many large pages come, one is held', async (context) => {
  const size = 12_000_000;
  const filler = 'x'.repeat(size);
  const pages = 8;
  const { api, asked } = await meetServer(context, (_, response) => {
    response.end(
      JSON.stringify({
        data: [filler],
        pagination: { endCursor: `c${asked.length}`, hasNextPage: asked.length < pages },
      }),
    );
  });
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const held: number[] = [];
  for await (const { bytes } of api.pages(requestOf())) {
    assert.ok(bytes.length > size);
    collect();
    held.push(process.memoryUsage().arrayBuffers);
  }
  assert.equal(held.length, pages);
  // The server is in this process too, and may still hold one it sends: the middle value tells what stays.
  const middle = held.sort((left, right) => left - right)[pages / 2] ?? 0;
  assert.ok(middle < 2 * size, `${held}`);
});
