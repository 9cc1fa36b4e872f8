import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios, { type AxiosResponse } from 'axios';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import { PermanentError } from '../../ports/failures.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import { type AddressPolicy, AddressRefusedError } from './address-policy.ts';
import type { HeldBrowser } from './browser-holder.ts';
import { type CookieAnswer, type CookieJar, openCookieJar } from './cookie-jar.ts';
import type { Engine } from './engine.ts';
import type { LiveSite } from './live-site.ts';

export interface FileRequest {
  readonly address: string;
  readonly referer: string;
  readonly accept: string;
  /** More bytes than that is an error. */
  readonly maxBytes: number;
}

/** What the portal answered in the end, its body not yet read. */
export interface Answer {
  readonly response: AxiosResponse<Readable>;
  /** Where it came from, after redirects. */
  readonly address: string;
  /** Takes the answer's cookies into the browser: once it is known to be for us. */
  acceptCookies(): Promise<void>;
}

/** One header of the answer; undefined when it is absent or there several times. */
export function headerOf(response: AxiosResponse<unknown>, name: string): string | undefined {
  const value: unknown = response.headers[name];
  return typeof value === 'string' ? value : undefined;
}

const maxRedirects = 5;

const agents = new WeakMap<AddressPolicy, ReturnType<typeof createAgents>>();

/** The site's connections: kept, and made only to where its policy lets names lead. */
function agentsOf(policy: AddressPolicy) {
  const known = agents.get(policy) ?? createAgents(policy);
  agents.set(policy, known);
  return known;
}

function createAgents({ lookup }: AddressPolicy) {
  const options = { keepAlive: true, lookup, maxSockets: 8 };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}

const jars = new WeakMap<HeldBrowser, Promise<CookieJar>>();

function jarOf(browser: HeldBrowser): Promise<CookieJar> {
  const jar = jars.get(browser) ?? openCookieJar(browser.helper);
  jars.set(browser, jar);
  return jar;
}

/**
 * Asks with the cookies that the browser has at this moment. Redirects are followed by hand: each address is checked, and
 * each answer's cookies count for the next.
 * @throws PortalUnavailableError when nobody answers; PermanentError for an address that is not allowed.
 */
export async function askPortal(
  engine: Engine,
  browser: HeldBrowser,
  site: LiveSite,
  request: FileRequest,
): Promise<Answer> {
  let { address } = request;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    site.policy.assertAllowed(address);
    const { response, answer } = await askOnce(engine, browser, site.policy, address, request);
    const acceptCookies = async () => (await jarOf(browser)).accept(answer);
    const location = headerOf(response, 'location');
    if (response.status < 300 || response.status >= 400 || location === undefined) {
      return { response, address, acceptCookies };
    }
    response.data.destroy();
    await acceptCookies();
    address = new URL(location, address).href;
  }
  throw new PortalMismatchError(`redirections sans fin : ${maskAddress(request.address)}`);
}

interface Asked {
  readonly response: AxiosResponse<Readable>;
  readonly answer: CookieAnswer;
}

async function askOnce(
  engine: Engine,
  browser: HeldBrowser,
  policy: AddressPolicy,
  address: string,
  request: FileRequest,
): Promise<Asked> {
  await engine.pace.turn();
  const jar = await jarOf(browser);
  const cookie = await jar.headerFor(address);
  const { userAgent, language } = engine.recipe.browser;
  try {
    const response: Asked['response'] = await axios.get<Readable>(address, {
      ...agentsOf(policy),
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
