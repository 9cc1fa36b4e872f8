import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * Sends a web-standard answer through Node's, streaming, no faster than the client reads. A body that fails half-way
 * cuts the connection, so that nobody takes the part for the whole.
 * @throws what the body threw, or the error of a client that left.
 */
export async function writeWebResponse(
  answer: Response,
  response: ServerResponse,
  options: { readonly withoutBody: boolean },
): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!answer.headers.has('x-content-type-options')) response.setHeader('x-content-type-options', 'nosniff');
  if (answer.body === null || options.withoutBody) {
    await answer.body?.cancel();
    response.end();
    return;
  }
  await pipeline(answer.body, response);
}
