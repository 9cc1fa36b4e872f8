import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';

const keySetSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });
const timeoutMs = 5_000;

/**
 * Reads a key set at its final address; symmetric keys in it are left out.
 * @throws Error when there is none there: a redirect, another status, no key set, or no answer within 5 s.
 */
export async function fetchJwks(url: string, fetchUrl: typeof fetch = fetch): Promise<JSONWebKeySet> {
  const answer = await fetchUrl(url, {
    redirect: 'manual',
    headers: { accept: 'application/jwk-set+json, application/json' },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`status ${answer.status} at ${url}`);
  }
  const { keys } = keySetSchema.parse(await answer.json());
  return { keys: keys.filter(({ kty }) => kty !== 'oct') };
}
