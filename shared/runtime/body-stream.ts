import type { IncomingMessage } from 'node:http';

/**
 * The body of a request as a web stream that reads no faster than it is read, and fails with `tooLarge()` once it has
 * brought more than `maxBytes`.
 */
export function bodyStream(
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: () => Error,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  // functions-framework leaves what it has read in `rawBody`.
  const rawBody = 'rawBody' in request ? request.rawBody : undefined;
  if (rawBody instanceof Uint8Array) return wholeStream(rawBody, maxBytes, tooLarge);
  let bytes = 0;
  let open = true;
  request.pause();
  return new ReadableStream(
    {
      start(controller) {
        const fail = (error: Error): void => {
          if (open) controller.error(error);
          open = false;
          discardBody(request);
        };
        request.on('data', (chunk: Uint8Array) => {
          bytes += chunk.byteLength;
          if (bytes > maxBytes) return fail(tooLarge());
          controller.enqueue(new Uint8Array(chunk));
          request.pause();
        });
        request.on('end', () => {
          if (open) controller.close();
          open = false;
        });
        request.on('error', fail);
      },
      pull: () => void request.resume(),
      cancel: () => {
        open = false;
        discardBody(request);
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Reads and drops what is left of a body: Node leaves a half-read one in the connection, where the next request of the
 * client then waits for ever behind it.
 */
export function discardBody(request: IncomingMessage): void {
  request.removeAllListeners('data');
  request.resume();
}

function wholeStream(
  bytes: Uint8Array,
  maxBytes: number,
  tooLarge: () => Error,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      if (bytes.byteLength > maxBytes) throw tooLarge();
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
}
