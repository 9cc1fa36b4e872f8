/** A fleet API without limits in a process of its own: it makes a page once and serves it from memory. Speaks over IPC. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type FleetServerOptions, startDemoFleet } from '../../shared/demo/fleet/start-demo-fleet.ts';

const options: FleetServerOptions = JSON.parse(process.argv[2] ?? '{}');
const fleet = await startDemoFleet({ ...options, limits: false });
const pages = new Map<string, Buffer>();

async function makePage(path: string): Promise<Buffer> {
  const response = await fetch(fleet.url + path, { headers: { authorization: `Bearer ${fleet.token}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const page = gzipSync(Buffer.from(await response.arrayBuffer()));
  pages.set(path, page);
  return page;
}

function send(response: ServerResponse, page: Buffer): void {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': page.length };
  response.writeHead(200, headers).end(page);
}

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const known = pages.get(path);
  if (known !== undefined) return send(response, known);
  makePage(path).then(
    (page) => send(response, page),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const { port }: Partial<AddressInfo> = Object(server.address());
  process.send?.({ url: `http://127.0.0.1:${port}`, token: fleet.token });
});
// Which pages were asked for, so that the floor asks for the same.
process.on('message', () => process.send?.({ paths: [...pages.keys()] }));
process.on('disconnect', () => process.exit(0));
