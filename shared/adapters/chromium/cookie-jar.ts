import type { CDPSession, Page } from 'puppeteer-core';

/** What an answer sets, and the Cookie header that it answers. */
export interface CookieAnswer {
  readonly address: string;
  readonly setCookies: readonly string[];
  readonly sent: string;
}

/** The cookies of the browser, for requests that are made beside it. */
export interface CookieJar {
  /** The Cookie header that the browser would send there now. */
  headerFor(address: string): Promise<string>;
  /**
   * Takes what an answer sets into the browser, unless the browser has other cookies by now than were sent: a late answer
   * to a lost session must not replace the new one.
   */
  accept(answer: CookieAnswer): Promise<void>;
}

/** The cookies of the browser that the page belongs to. */
export async function openCookieJar(page: Page): Promise<CookieJar> {
  const session: CDPSession = await page.createCDPSession();
  const headerFor = async (address: string) => {
    const { cookies } = await session.send('Network.getCookies', { urls: [address] });
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  };
  return {
    headerFor,
    async accept({ address, setCookies, sent }) {
      const known = new Set(sent.split('; '));
      const fresh = setCookies
        .map((line) => parseSetCookie(line))
        .filter((cookie) => cookie !== undefined && !known.has(`${cookie.name}=${cookie.value}`));
      if (fresh.length === 0 || (await headerFor(address)) !== sent) return;
      for (const cookie of fresh)
        if (cookie !== undefined) await session.send('Network.setCookie', { url: address, ...cookie });
    },
  };
}

type SameSite = 'Strict' | 'Lax' | 'None';
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly domain?: string;
  readonly expires?: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite?: SameSite;
}

/** Reads one Set-Cookie header; undefined when it has no name. `expires` is in seconds since 1970. */
export function parseSetCookie(line: string, now: Date = new Date()): SetCookie | undefined {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  if (equals < 1) return undefined;
  const given = new Map(
    attributes.map((attribute): [string, string] => {
      const [key = '', ...rest] = attribute.split('=');
      return [key.trim().toLowerCase(), rest.join('=').trim()];
    }),
  );
  const maxAge = Number(given.get('max-age') || Number.NaN);
  const expiresAt = Number.isNaN(maxAge) ? Date.parse(given.get('expires') ?? '') : now.getTime() + maxAge * 1000;
  const sameSite = (['Strict', 'Lax', 'None'] as const).find(
    (word) => word.toLowerCase() === given.get('samesite')?.toLowerCase(),
  );
  const path = given.get('path');
  const domain = given.get('domain');
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    secure: given.has('secure'),
    httpOnly: given.has('httponly'),
    ...(path ? { path } : {}),
    ...(domain ? { domain } : {}),
    ...(sameSite ? { sameSite } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expires: Math.max(1, expiresAt / 1000) }),
  };
}
