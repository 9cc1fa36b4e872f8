import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { messageOf } from './describe-error.ts';
import { fetchJwks } from './fetch-jwks.ts';
import type { Issuer } from './issuer-settings.ts';
import { createJwksSource, IssuerUnavailableError } from './jwks-source.ts';
import { createLogger } from './log.ts';
import { ProblemError } from './problem.ts';

/** Who calls. A person is the pair of issuer and subject, never an e-mail address alone. */
export interface Principal {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly claims: Readonly<JWTPayload>;
}

/**
 * @returns who calls.
 * @throws ProblemError 401, always the same (the reason is in the log only), or 503 when the issuer's keys cannot be had.
 */
export type Authenticate = (request: Request) => Promise<Principal>;

const maxTokenLength = 8192;
/** What Cloud Run leaves of a token it has verified: anybody could send the same to a public service. */
const removedSignature = 'SIGNATURE_REMOVED_BY_GOOGLE';

/** Verifies the bearer tokens of the given issuers, and of no other. Make it once per process. */
export function createAuthenticator(
  issuers: readonly Issuer[],
  options: { readonly clock: Clock; readonly fetch?: typeof fetch; readonly logger?: Logger },
): Authenticate {
  const { clock, logger = createLogger({ function: 'auth' }) } = options;
  const trusted = new Map(
    issuers.map((issuer) => {
      const load = () => ('loadKeys' in issuer ? issuer.loadKeys() : fetchJwks(issuer.jwksUri, options.fetch));
      return [
        issuer.issuer,
        { issuer, getKey: createJwksSource({ load, clock, logger: logger.with({ issuer: issuer.issuer }) }) },
      ];
    }),
  );

  return async (request) => {
    try {
      const token = bearerToken(request);
      const source = trusted.get(claimedIssuer(token));
      if (source === undefined) throw new Error('the issuer is not one of ours');
      return toPrincipal(source.issuer, await verify(token, source.issuer, source.getKey, clock));
    } catch (error) {
      logger.info(`caller not authenticated: ${messageOf(error)}`);
      if (error instanceof IssuerUnavailableError) throw unavailable(error);
      throw unauthenticated(error, request.headers.has('authorization'));
    }
  };
}

function bearerToken(request: Request): string {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) throw new Error('no bearer token');
  if (token.length > maxTokenLength) throw new Error('the token is too long');
  if (token.endsWith(`.${removedSignature}`)) throw new Error('the token has no signature');
  return token;
}

/** Only chooses among the configured issuers; the signature and the claim itself are verified after. */
function claimedIssuer(token: string): string {
  const { iss } = decodeJwt(token);
  if (typeof iss !== 'string') throw new Error('the token names no issuer');
  return iss;
}

async function verify(token: string, issuer: Issuer, getKey: JWTVerifyGetKey, clock: Clock): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, getKey, {
    issuer: issuer.issuer,
    audience: issuer.audience,
    algorithms: [...issuer.algorithms],
    requiredClaims: ['exp', 'iat', 'sub'],
    maxTokenAge: issuer.maxAgeSeconds,
    clockTolerance: issuer.clockToleranceSeconds,
    currentDate: clock.now(),
    ...(issuer.typ === undefined ? {} : { typ: issuer.typ }),
  });
  return payload;
}

function toPrincipal(issuer: Issuer, claims: JWTPayload): Principal {
  const { sub, name } = claims;
  if (typeof sub !== 'string' || sub === '') throw new errors.JWTClaimValidationFailed('sub is no text', claims, 'sub');
  return {
    issuer: issuer.issuer,
    subject: sub,
    name: typeof name === 'string' ? name : null,
    roles: rolesOf(issuer, claims),
    claims,
  };
}

function rolesOf(issuer: Issuer, claims: JWTPayload): readonly string[] {
  const claim = issuer.rolesClaims.find((name) => claims[name] !== undefined) ?? 'role';
  const given = claims[claim];
  // `role` is one text; only a claim of another name may be a list.
  const list: unknown[] = Array.isArray(given) && claim !== 'role' ? given : [given];
  return list.filter((role) => typeof role === 'string');
}

function unauthenticated(cause: unknown, tokenGiven: boolean): ProblemError {
  const challenge = tokenGiven ? 'Bearer error="invalid_token"' : 'Bearer';
  const detail = 'Un jeton d’accès valable est demandé (en-tête Authorization: Bearer).';
  return new ProblemError({ status: 401, detail, headers: { 'www-authenticate': challenge } }, { cause });
}

function unavailable(cause: unknown): ProblemError {
  const detail = 'Les jetons ne peuvent pas être vérifiés pour l’instant.';
  return new ProblemError({ status: 503, detail, headers: { 'retry-after': '10' } }, { cause });
}

/** @throws ProblemError 403 unless the caller has one of these roles. */
export function requireRole(principal: Principal, ...roles: readonly string[]): void {
  if (roles.some((role) => principal.roles.includes(role))) return;
  throw new ProblemError({ status: 403, detail: `Cette action demande le rôle ${roles.join(' ou ')}.` });
}
