import { readToken, type Token } from './token.ts';

const key = 'terrain.jeton';

/** The token lives as long as the tab. */
export function keptToken(): Token | undefined {
  return readToken(sessionStorage.getItem(key) ?? '');
}

export function keepToken(token: Token): void {
  sessionStorage.setItem(key, token.text);
}

export function forgetToken(): void {
  sessionStorage.removeItem(key);
}

/**
 * Takes the token out of the address (`#jeton=...`), at once and also of the tab's history.
 * @returns undefined when the address has none, `'unreadable'` when what it has is no token.
 */
export function takeTokenFromAddress(): Token | 'unreadable' | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('jeton');
  if (given === null) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return readToken(given) ?? 'unreadable';
}

export function hasExpired({ expiresAt }: Token, now: Date = new Date()): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
