import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import { type Answer, askPortal, type FileRequest, headerOf } from './ask-portal.ts';
import type { HeldBrowser } from './browser-holder.ts';
import type { Engine } from './engine.ts';
import { assertKnownPage, knownPageBytes, looksLikeHtml } from './known-page.ts';
import { limitBody } from './limit-body.ts';
import type { LiveSite } from './live-site.ts';
import { statusTrouble } from './site-trouble.ts';

/** What a portal answered, its first bytes seen: neither the login form nor a page of trouble. */
export interface FetchedFile {
  /** Where it came from, after redirects. */
  readonly address: string;
  readonly contentType: string;
  readonly contentDisposition: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

const patienceSeconds = 10;
const maxWaits = 2;

/**
 * Fetches with the cookies that the browser has at this moment. The body is streamed; its first bytes are looked at,
 * because a login form may come with any status and any type.
 * @throws SessionLostError, PortalUnavailableError, PortalMismatchError; PermanentError for an address that is not allowed.
 */
export async function fetchFile(
  engine: Engine,
  browser: HeldBrowser,
  site: LiveSite,
  request: FileRequest,
): Promise<FetchedFile> {
  for (let waits = 0; ; waits++) {
    const answer = await askPortal(engine, browser, site, request);
    const { response, address } = answer;
    const retryAfter = headerOf(response, 'retry-after');
    if (response.status === 429) engine.pace.slowDown();
    const trouble = statusTrouble(response.status, retryAfter, address, engine.clock.now());
    if (trouble === undefined) {
      const file = await accept(engine, browser, site, request, answer);
      // Only now: the cookies of a login form that came instead are not for us.
      await answer.acceptCookies();
      return file;
    }
    const patient = retryAfter !== undefined && trouble.afterSeconds <= patienceSeconds && waits < maxWaits;
    if (!patient) {
      await assertKnownPage(browser, site, address, await readStart(response.data));
      throw trouble;
    }
    response.data.destroy();
    await sleep(Math.max(1, trouble.afterSeconds) * 1000);
  }
}

async function accept(
  engine: Engine,
  browser: HeldBrowser,
  site: LiveSite,
  { maxBytes }: FileRequest,
  answer: Answer,
): Promise<FetchedFile> {
  const { response, address } = answer;
  const body = limitBody(answer, { maxBytes, silenceSeconds: engine.recipe.pace.timeoutSeconds });
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done ? new Uint8Array() : first.value;
  const file = {
    address,
    contentType: headerOf(response, 'content-type') ?? '',
    contentDisposition: headerOf(response, 'content-disposition'),
  };
  if (looksLikeHtml(start)) {
    const bytes = await readSome(start, iterator);
    await assertKnownPage(browser, site, address, bytes);
    assertFound(response.status, address);
    return { ...file, body: join([bytes], iterator) };
  }
  assertFound(response.status, address);
  return { ...file, body: join(first.done ? [] : [start], iterator) };
}

function assertFound(status: number, address: string): void {
  if (status >= 400) throw new PortalMismatchError(`le portail répond ${status} : ${maskAddress(address)}`);
}

async function readSome(start: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const chunks = [start];
  let length = start.length;
  while (length < knownPageBytes) {
    const next = await rest.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(chunks);
}

async function readStart(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > knownPageBytes) break;
    }
  } catch {
    // A page of trouble that breaks off is still trouble: what came of it is enough.
    return Buffer.concat(chunks);
  }
  return Buffer.concat(chunks);
}

async function* join(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    for (;;) {
      const next = await rest.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
