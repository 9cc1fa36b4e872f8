import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddedIssuer } from '../../../shared/runtime/embedded-issuer.ts';

/** An issuer of tokens whose public keys are served over HTTP, as HTTP functions find them in the cloud. */
export async function startIssuer(folder: string) {
  const { issuer, publicKeys, mintToken } = embeddedIssuer(folder);
  const keys = JSON.stringify(await publicKeys());
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(keys);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const trusted = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwksUri: `http://127.0.0.1:${port}/jwks.json`,
    algorithms: issuer.algorithms,
  };
  return {
    /** The functions' variable. */
    AUTH_ISSUERS: JSON.stringify([trusted]),
    mintToken,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
