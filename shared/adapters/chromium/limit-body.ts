import type { Readable } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import { type Answer, headerOf } from './ask-portal.ts';

/**
 * The body as it comes, as long as it should be and no longer.
 * @throws PortalMismatchError over `maxBytes`; PortalUnavailableError when it is cut, shorter than said, or silent for longer than the limit.
 */
export async function* limitBody(
  { response, address }: Answer,
  limits: { readonly maxBytes: number; readonly silenceSeconds: number },
): AsyncGenerator<Uint8Array> {
  const said = headerOf(response, 'content-encoding') === undefined ? headerOf(response, 'content-length') : undefined;
  const stream = decompress(response);
  let bytes = 0;
  const watchdog = setTimeout(() => stream.destroy(new Error('silence')), limits.silenceSeconds * 1000);
  try {
    for await (const chunk of stream) {
      watchdog.refresh();
      bytes += chunk.length;
      if (bytes > limits.maxBytes)
        throw new PortalMismatchError(`plus de ${limits.maxBytes} octets : ${maskAddress(address)}`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof PortalMismatchError) throw error;
    throw new PortalUnavailableError(`transfert interrompu après ${bytes} octets : ${maskAddress(address)}`, 10);
  } finally {
    clearTimeout(watchdog);
    stream.destroy();
    response.data.destroy();
  }
  if (said !== undefined && Number(said) !== bytes) {
    throw new PortalUnavailableError(`${bytes} octets reçus sur ${said} annoncés : ${maskAddress(address)}`, 10);
  }
}

/** The portal was asked not to compress; one that does all the same is understood. */
function decompress(response: Answer['response']): Readable {
  const encoding = headerOf(response, 'content-encoding');
  if (encoding === undefined || encoding === 'identity') return response.data;
  const open = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  response.data.on('error', (error) => open.destroy(error));
  return response.data.pipe(open);
}
