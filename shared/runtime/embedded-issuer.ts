import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import { z } from 'zod';
import type { Issuer } from './issuer-settings.ts';
import { ConfigurationError } from './read-env.ts';

const issuerName = 'terrain-embedded';
const audience = 'terrain';
const typ = 'at+jwt';
const algorithm = 'ES256';
const maxTtlSeconds = 31 * 24 * 3600;

const keySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});
type SigningKey = z.infer<typeof keySchema>;

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
  const file = path.join(dataFolder, 'auth-key.json');
  const publicKeys = async () => {
    const { d: _, ...key } = await signingKey(file);
    return { keys: [{ ...key, alg: algorithm, use: 'sig' }] };
  };
  const issuer: Issuer = {
    issuer: issuerName,
    audience,
    algorithms: [algorithm],
    typ,
    rolesClaims: ['roles'],
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
  readonly roles?: readonly string[];
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly ttlSeconds: number;
  readonly now?: Date;
}

async function mint(
  key: SigningKey,
  { sub, name, roles, claims, ttlSeconds, now = new Date() }: TokenRequest,
): Promise<string> {
  if (ttlSeconds > maxTtlSeconds) throw new ConfigurationError('Un jeton vaut au plus 31 jours.');
  const issuedAt = Math.floor(now.getTime() / 1000);
  const all = {
    iss: issuerName,
    aud: audience,
    sub,
    name,
    roles,
    iat: issuedAt,
    exp: issuedAt + ttlSeconds,
    ...claims,
  };
  const payload: JWTPayload = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== null),
  );
  const header = { alg: algorithm, kid: key.kid, typ };
  return new SignJWT(payload).setProtectedHeader(header).sign(await importJWK(key, algorithm));
}

async function signingKey(file: string): Promise<SigningKey> {
  return (await readKey(file)) ?? createKey(file);
}

async function readKey(file: string): Promise<SigningKey | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return keySchema.parse(JSON.parse(text));
  } catch {
    throw new ConfigurationError(`${file} n’est pas une clé de signature ; supprimez-le, il sera refait.`);
  }
}

/** Written aside, then linked: the name is there with the whole key or not at all, and the first of two processes wins. */
async function createKey(file: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = keySchema.parse({ ...(await exportJWK(privateKey)), kid: randomUUID() });
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${key.kid}`;
  const written = await open(aside, 'wx', 0o600);
  try {
    await written.writeFile(JSON.stringify(key));
    await written.sync();
  } finally {
    await written.close();
  }
  try {
    await link(aside, file);
    return key;
  } catch (error) {
    const other = isCode(error, 'EEXIST') ? await readKey(file) : undefined;
    if (other === undefined) throw error;
    return other;
  } finally {
    await unlink(aside);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
