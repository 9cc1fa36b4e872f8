import path from 'node:path';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Issuer } from './issuer-settings.ts';
import { ConfigurationError } from './read-env.ts';
import { type SigningKey, signingAlgorithm, signingKey } from './signing-key.ts';

export const embeddedIssuerName = 'terrain-embedded';
const audience = 'terrain';
const typ = 'at+jwt';
const maxTtlSeconds = 31 * 24 * 3600;

/**
 * The issuer of a data folder: whoever can read its key file (the host, the command line, functions) shares its key.
 * The key is made at the first use; several processes may start at once.
 */
export function embeddedIssuer(dataFolder: string): {
  /** How functions trust it. */
  readonly issuer: Issuer;
  /** The public keys, as `/auth/jwks.json` shows them. */
  readonly publicKeys: () => Promise<JSONWebKeySet>;
  readonly mintToken: (token: TokenRequest) => Promise<string>;
} {
  const file = path.join(dataFolder, 'issuer-key.json');
  const publicKeys = async () => {
    const { kty, n, e, kid } = await signingKey(file);
    return { keys: [{ kty, n, e, kid, alg: signingAlgorithm, use: 'sig' }] };
  };
  const issuer: Issuer = {
    issuer: embeddedIssuerName,
    audience,
    algorithms: [signingAlgorithm],
    typ,
    // A token of ours has one `role`; who is several things at once, as the demo's visitor, has a list `roles` instead.
    rolesClaims: ['role', 'roles'],
    maxAgeSeconds: maxTtlSeconds,
    clockToleranceSeconds: 5,
    loadKeys: publicKeys,
  };
  return { issuer, publicKeys, mintToken: async (token) => mint(await signingKey(file), token) };
}

/** `claims` go over every other claim; a null one is left out of the token. */
export interface TokenRequest {
  readonly sub: string;
  readonly name?: string;
  /** `admin`, `user`, `service`: the claim `role`. */
  readonly role?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly ttlSeconds: number;
  readonly now?: Date;
}

async function mint(
  key: SigningKey,
  { sub, name, role, claims, ttlSeconds, now = new Date() }: TokenRequest,
): Promise<string> {
  if (ttlSeconds > maxTtlSeconds) throw new ConfigurationError('Un jeton vaut au plus 31 jours.');
  const issuedAt = Math.floor(now.getTime() / 1000);
  const all = {
    iss: embeddedIssuerName,
    aud: audience,
    sub,
    name,
    role,
    iat: issuedAt,
    exp: issuedAt + ttlSeconds,
    ...claims,
  };
  const payload: JWTPayload = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== null),
  );
  const header = { alg: signingAlgorithm, kid: key.kid, typ };
  const [{ SignJWT }, { importJWK }] = await Promise.all([import('jose/jwt/sign'), import('jose/key/import')]);
  return new SignJWT(payload).setProtectedHeader(header).sign(await importJWK(key, signingAlgorithm));
}
