import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { messageOf } from './describe-error.ts';

/** No key of the issuer is known and it does not answer. */
export class IssuerUnavailableError extends Error {
  override name = 'IssuerUnavailableError';
}

const seconds = 1000;
/** Times of the key cache, in milliseconds. */
export const jwksTimes = {
  /** From this age on, keys are refreshed behind the request that finds them so. */
  refreshAheadMs: 5 * 60 * seconds,
  /** From this age on, a request waits for fresh keys, and makes do with the old ones when there are none. */
  maxAgeMs: 10 * 60 * seconds,
  /** Older keys are not used, even when the issuer does not answer. */
  maxStaleMs: 24 * 3600 * seconds,
  /** An unknown key id makes a fetch no more often than this. */
  unknownKeyCoolDownMs: 30 * seconds,
  firstBackoffMs: 1 * seconds,
  maxBackoffMs: 60 * seconds,
} as const;

/**
 * The keys of one issuer, to be made once per process. jose's own remote set refuses good tokens, and fetches at each of
 * them, as soon as its cache is old and the issuer does not answer; this one keeps what it has and backs off.
 */
export function createJwksSource(options: {
  readonly load: () => Promise<JSONWebKeySet>;
  readonly clock: Clock;
  readonly logger: Logger;
}): JWTVerifyGetKey {
  const { load, clock, logger } = options;
  const now = () => clock.now().getTime();
  let current: { readonly getKey: ReturnType<typeof createLocalJWKSet>; readonly loadedAt: number } | undefined;
  let underWay: Promise<void> | undefined;
  let lastTryAt = Number.NEGATIVE_INFINITY;
  let failures = 0;

  async function loadOnce(): Promise<void> {
    lastTryAt = now();
    try {
      current = { getKey: createLocalJWKSet(await load()), loadedAt: now() };
      failures = 0;
    } catch (error) {
      failures += 1;
      logger.warn(`the issuer's keys cannot be read: ${messageOf(error)}`, { failures });
    }
  }
  /** Resolves once the keys are fresh, or could not be made so. */
  function refresh(): Promise<void> {
    const backoffMs = Math.min(jwksTimes.firstBackoffMs * 2 ** (failures - 1), jwksTimes.maxBackoffMs);
    if (underWay === undefined && failures > 0 && now() - lastTryAt < backoffMs) return Promise.resolve();
    underWay ??= loadOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }
  const ageMs = () => (current === undefined ? Number.POSITIVE_INFINITY : now() - current.loadedAt);

  async function usableSet() {
    if (ageMs() >= jwksTimes.maxAgeMs) await refresh();
    else if (ageMs() >= jwksTimes.refreshAheadMs) void refresh();
    if (current === undefined || ageMs() > jwksTimes.maxStaleMs) {
      throw new IssuerUnavailableError('no usable key of the issuer');
    }
    return current.getKey;
  }

  return async (header, token) => {
    const getKey = await usableSet();
    try {
      return await getKey(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() - lastTryAt < jwksTimes.unknownKeyCoolDownMs)
        throw error;
      await refresh();
      return (await usableSet())(header, token);
    }
  };
}
