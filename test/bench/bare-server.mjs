/** The least that can answer `/healthz`: what a start of Node and its HTTP server costs by itself. */
import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
});
