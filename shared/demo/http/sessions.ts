import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type DemoRequest, readCookie } from './request.ts';

/** A browser the server knows. */
export interface Session {
  /** Null until logged in. */
  readonly user: string | null;
  /** Must come back with every form. */
  readonly formToken: string;
}

/** The sessions of one server: a cookie, HttpOnly, whose value changes now and then. */
export interface Sessions {
  find(request: DemoRequest): Session | undefined;
  /** Opens one; the second value is the cookie to set. */
  open(user: string | null): readonly [Session, cookie: string];
  /** A new value for the cookie when it is due; the old one dies after the grace time. */
  renew(request: DemoRequest): string | undefined;
  forget(request: DemoRequest): void;
}

interface SessionOptions {
  readonly cookieName: string;
  /** After so many pages. */
  readonly renewEvery: number;
  readonly graceMilliseconds: number;
}

interface Entry {
  readonly session: Session;
  pages: number;
  expiresAt: number;
}

/** True when a form brings the token it was given. */
export function isFormToken(session: Session, token: string | null): boolean {
  const [wanted, given] = [Buffer.from(session.formToken), Buffer.from(token ?? '')];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** Sessions in memory. */
export function createSessions({ cookieName, renewEvery, graceMilliseconds }: SessionOptions): Sessions {
  const entries = new Map<string, Entry>();
  const setEntry = (session: Session): string => {
    const value = randomBytes(18).toString('base64url');
    entries.set(value, { session, pages: 0, expiresAt: Number.POSITIVE_INFINITY });
    return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax`;
  };
  const findEntry = (request: DemoRequest): Entry | undefined => {
    const value = readCookie(request, cookieName) ?? '';
    const entry = entries.get(value);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry;
    entries.delete(value);
    return undefined;
  };
  return {
    find: (request) => findEntry(request)?.session,
    open: (user) => {
      const session = { user, formToken: randomBytes(16).toString('hex') };
      return [session, setEntry(session)];
    },
    renew: (request) => {
      const entry = findEntry(request);
      if (entry === undefined) return undefined;
      entry.pages += 1;
      if (entry.pages < renewEvery || entry.expiresAt !== Number.POSITIVE_INFINITY) return undefined;
      entry.expiresAt = Date.now() + graceMilliseconds;
      return setEntry(entry.session);
    },
    forget: (request) => {
      const session = findEntry(request)?.session;
      for (const [value, entry] of entries) if (entry.session === session) entries.delete(value);
    },
  };
}
