import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { jsonText } from './json-text.ts';

/** Only asymmetric ones: next to a public key set, HS256 would accept tokens signed with the public key's text. */
const algorithmSchema = z.enum([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
]);

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

const keySetUrlSchema = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    const url = new URL(text);
    return url.protocol === 'https:' || loopback.has(url.hostname);
  },
  { error: 'les clés publiques se lisent en https' },
);

/** What an HTTP function trusts of one issuer; everything but the last four is required. */
export const issuerSettingsSchema = z.strictObject({
  issuer: z.string().min(1),
  audience: z.string().min(1),
  jwksUri: keySetUrlSchema,
  algorithms: z.array(algorithmSchema).min(1),
  /** `at+jwt` refuses ID tokens and everything else that is no access token (RFC 9068). */
  typ: z.string().min(1).optional(),
  /** The claims that give the roles, the first one present wins. */
  rolesClaims: z.array(z.string().min(1)).default(['roles', 'role']),
  maxAgeSeconds: z
    .number()
    .int()
    .positive()
    .default(24 * 3600),
  clockToleranceSeconds: z.number().int().min(0).max(60).default(5),
});

/** The JSON list of `AUTH_ISSUERS`. */
export const issuersSchema = jsonText.pipe(
  z
    .array(issuerSettingsSchema)
    .min(1)
    .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, {
      error: 'un émetteur y est deux fois',
    }),
);

export type IssuerSettings = z.infer<typeof issuerSettingsSchema>;

/** A trusted issuer: its keys come from `jwksUri`, or from `loadKeys` when they are on this machine. */
export type Issuer = Omit<IssuerSettings, 'jwksUri'> &
  ({ readonly jwksUri: string } | { readonly loadKeys: () => Promise<JSONWebKeySet> });
