/** What a page reads of a token to be kind; only the server judges whether it is valid. */
export interface Token {
  readonly text: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly expiresAt: Date | undefined;
}

/** Reads a pasted token, `Bearer ` before it or not. @returns undefined when it is no JWT. */
export function readToken(pasted: string): Token | undefined {
  const text = pasted.trim().replace(/^Bearer\s+/i, '');
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text)?.[1];
  const claims = payload === undefined ? undefined : claimsOf(payload);
  if (claims === undefined) return undefined;
  const { name, sub, exp, roles, role } = claims;
  const list: readonly unknown[] = Array.isArray(roles) ? roles : [roles ?? role];
  return {
    text,
    name: [name, sub].find((one) => typeof one === 'string' && one !== '')?.toString() ?? 'Sans nom',
    roles: list.filter((one) => typeof one === 'string'),
    expiresAt: typeof exp === 'number' ? new Date(exp * 1000) : undefined,
  };
}

function claimsOf(payload: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined; // Neither base64 nor JSON: not a token, which the caller says.
  }
}
