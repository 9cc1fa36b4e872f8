import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import axios, { type AxiosResponse } from 'axios';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PermanentError } from '../../ports/failures.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import { AddressRefusedError, guardedLookup } from './address-policy.ts';
import type { HeldBrowser } from './browser-holder.ts';
import { type CookieAnswer, type CookieJar, openCookieJar } from './cookie-jar.ts';
import { markerQuery } from './document-reading.ts';
import type { Engine } from './engine.ts';
import type { LiveSite } from './live-site.ts';
import { readDocument } from './read-document.ts';
import { assertNoTrouble, siteMarkers, statusTrouble } from './site-trouble.ts';

/** What a portal answered, its first bytes seen: neither the login form nor a page of trouble. */
export interface FetchedFile {
  /** Where it came from, after redirects. */
  readonly address: string;
  readonly contentType: string;
  readonly contentDisposition: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface FileRequest {
  readonly address: string;
  readonly referer: string;
  readonly accept: string;
  /** More bytes than that is an error. */
  readonly maxBytes: number;
}

const maxRedirects = 5;
const patienceSeconds = 10;
const maxWaits = 2;
const sniffedBytes = 256 * 1024;

const agents = {
  httpAgent: new HttpAgent({ keepAlive: true, lookup: guardedLookup, maxSockets: 8 }),
  httpsAgent: new HttpsAgent({ keepAlive: true, lookup: guardedLookup, maxSockets: 8 }),
};

const jars = new WeakMap<HeldBrowser, Promise<CookieJar>>();

function jarOf(browser: HeldBrowser): Promise<CookieJar> {
  const jar = jars.get(browser) ?? openCookieJar(browser.helper);
  jars.set(browser, jar);
  return jar;
}

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
    const { response, answer } = await follow(engine, browser, site, request);
    const { status } = response;
    const where = addressOf(response, request);
    if (status === 429) engine.pace.slowDown();
    const trouble = statusTrouble(status, header(response, 'retry-after'), where, engine.clock.now());
    if (trouble === undefined) {
      const file = await accept(engine, browser, site, request, response);
      // Only now: the cookies of a login form that came instead are not for us.
      await (await jarOf(browser)).accept(answer);
      return file;
    }
    const seconds = trouble.afterSeconds;
    const patient = header(response, 'retry-after') !== undefined && seconds <= patienceSeconds && waits < maxWaits;
    if (!patient) {
      await assertKnownPage(browser, site, where, await readStart(response.data));
      throw trouble;
    }
    response.data.destroy();
    await sleep(Math.max(1, seconds) * 1000);
  }
}

type Response = AxiosResponse<Readable>;
interface Asked {
  readonly response: Response;
  readonly answer: CookieAnswer;
}

function header(response: Response, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function addressOf(response: Response, request: FileRequest): string {
  return response.config.url ?? request.address;
}

/** Follows redirects by hand: each address is checked, and each answer's cookies count for the next. */
async function follow(engine: Engine, browser: HeldBrowser, site: LiveSite, request: FileRequest): Promise<Asked> {
  let address = request.address;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    site.policy.assertAllowed(address);
    const asked = await askOnce(engine, browser, address, request);
    const { response } = asked;
    const location = header(response, 'location');
    if (response.status < 300 || response.status >= 400 || location === undefined) return asked;
    response.data.destroy();
    await (await jarOf(browser)).accept(asked.answer);
    address = new URL(location, address).href;
  }
  throw new PortalMismatchError(`redirections sans fin : ${maskAddress(request.address)}`);
}

async function askOnce(engine: Engine, browser: HeldBrowser, address: string, request: FileRequest): Promise<Asked> {
  await engine.pace.turn();
  const jar = await jarOf(browser);
  const cookie = await jar.headerFor(address);
  const { userAgent, language } = engine.recipe.browser;
  try {
    const response: Response = await axios.get<Readable>(address, {
      ...agents,
      responseType: 'stream',
      maxRedirects: 0,
      decompress: false,
      proxy: false,
      timeout: engine.recipe.pace.timeoutSeconds * 1000,
      validateStatus: () => true,
      headers: {
        Accept: request.accept,
        'Accept-Encoding': 'identity',
        'Accept-Language': language,
        Referer: request.referer,
        'User-Agent': userAgent ?? (await browser.browser.userAgent()).replace('HeadlessChrome', 'Chrome'),
        ...(cookie === '' ? {} : { Cookie: cookie }),
      },
    });
    return { response, answer: { address, sent: cookie, setCookies: response.headers['set-cookie'] ?? [] } };
  } catch (error) {
    throw networkError(error, address);
  }
}

function networkError(error: unknown, address: string): unknown {
  if (error instanceof AddressRefusedError) return error;
  if (!axios.isAxiosError(error)) return error;
  if (error.cause instanceof PermanentError) return error.cause;
  // The request that axios keeps holds our cookies: it goes no further.
  return new PortalUnavailableError(`portail injoignable (${error.code ?? 'réseau'}) : ${maskAddress(address)}`, 30);
}

async function accept(
  engine: Engine,
  browser: HeldBrowser,
  site: LiveSite,
  request: FileRequest,
  response: Response,
): Promise<FetchedFile> {
  const address = addressOf(response, request);
  const body = limitBody(engine, response, request, address);
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done ? new Uint8Array() : first.value;
  const file = {
    address,
    contentType: header(response, 'content-type') ?? '',
    contentDisposition: header(response, 'content-disposition'),
  };
  if (looksLikeHtml(start)) {
    const { bytes, rest } = await readSome(start, iterator);
    await assertKnownPage(browser, site, address, bytes);
    assertFound(response.status, address);
    return { ...file, body: join([bytes], rest) };
  }
  assertFound(response.status, address);
  return { ...file, body: join(first.done ? [] : [start], iterator) };
}

function assertFound(status: number, address: string): void {
  if (status >= 400) throw new PortalMismatchError(`le portail répond ${status} : ${maskAddress(address)}`);
}

/** The body as it comes, as long as it should be and no longer. Silence longer than the recipe's limit ends it. */
async function* limitBody(
  engine: Engine,
  response: Response,
  request: FileRequest,
  address: string,
): AsyncGenerator<Uint8Array> {
  const said = header(response, 'content-encoding') === undefined ? header(response, 'content-length') : undefined;
  const silence = engine.recipe.pace.timeoutSeconds * 1000;
  const stream = decompress(response);
  let bytes = 0;
  const watchdog = setTimeout(() => stream.destroy(new Error('silence')), silence);
  try {
    for await (const chunk of stream) {
      watchdog.refresh();
      bytes += chunk.length;
      if (bytes > request.maxBytes)
        throw new PortalMismatchError(`plus de ${request.maxBytes} octets : ${maskAddress(address)}`);
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
function decompress(response: Response): Readable {
  const encoding = header(response, 'content-encoding');
  if (encoding === undefined || encoding === 'identity') return response.data;
  const open = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  response.data.on('error', (error) => open.destroy(error));
  return response.data.pipe(open);
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .replace(/^(\u00ef\u00bb\u00bf)?\s*(<!--.*?-->\s*)*/s, '');
  return /^<(!doctype html|html|head|body|\?xml[^>]*>\s*<!doctype html|div|form|title|meta|h1|p)\b/i.test(start);
}

async function readSome(start: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  const chunks = [start];
  let length = start.length;
  while (length < sniffedBytes) {
    const next = await rest.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(chunks), rest };
}

async function readStart(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > sniffedBytes) break;
    }
  } catch {
    // A page of trouble that breaks off is still trouble: what came of it is enough.
    return Buffer.concat(chunks);
  }
  return Buffer.concat(chunks);
}

/** Throws the error that a page of the portal (login, maintenance...) in these bytes stands for, if it is one. */
export async function assertKnownPage(
  browser: HeldBrowser,
  site: LiveSite,
  address: string,
  bytes: Uint8Array,
): Promise<void> {
  const markers = siteMarkers(site.recipe).map(({ marker }) => markerQuery(marker));
  if (markers.length === 0 || !looksLikeHtml(bytes)) return;
  const html = new TextDecoder('utf-8').decode(bytes);
  const reading = await browser.helper.evaluate(readDocument, { html, address, markers });
  assertNoTrouble(site, { address }, reading.markers);
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
