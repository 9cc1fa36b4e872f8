import * as z from 'zod';
import { retryAfterSeconds } from '../../domain/retry-after.ts';
import { PermanentError } from '../../ports/failures.ts';
import { FleetForbiddenError, FleetTokenRefusedError } from '../../ports/fleet-api.ts';
import type { Answer } from './fetch-answer.ts';

/** An answer that is worth another try, and what it says of when. */
export interface Trouble {
  readonly reason: string;
  /** All who ask this endpoint should wait. */
  readonly slowDown: boolean;
  readonly afterSeconds: number | undefined;
}

/**
 * Undefined for a good answer; what to wait for otherwise.
 * @throws FleetTokenRefusedError (401), FleetForbiddenError (403), PermanentError (another refusal, a redirect)
 */
export function judgeAnswer(endpoint: string, { status, headers, bytes }: Answer, now: Date): Trouble | undefined {
  if (status >= 200 && status < 300) return undefined;
  const said = wordsOf(bytes);
  if (status === 401) {
    throw new FleetTokenRefusedError(`fleet API: the token is refused (401: ${said}): check SAMSARA_API_TOKEN`);
  }
  if (status === 403) throw new FleetForbiddenError(endpoint, said);
  if (status >= 300 && status < 400) {
    throw new PermanentError(
      `fleet API: ${endpoint} answers with a redirect (${status}), which is not followed: check SAMSARA_BASE_URL`,
    );
  }
  const reason = `${endpoint} answers ${status} (${said})`;
  if (status < 500 && ![408, 425, 429].includes(status)) throw new PermanentError(`fleet API: ${reason}`);
  const afterSeconds = retryAfterSeconds(headers['retry-after'], now);
  return { reason, afterSeconds, slowDown: status === 429 || afterSeconds !== undefined };
}

const longestWords = 300;

/** The API's own words: its `message`, or its text, since not every error is JSON. */
function wordsOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('utf8').trim();
  return (messageOf(text) ?? text).slice(0, longestWords);
}

const errorSchema = z.object({ message: z.string() });

function messageOf(text: string): string | undefined {
  try {
    return errorSchema.safeParse(JSON.parse(text)).data?.message;
  } catch {
    // Not JSON: the text itself is what it says.
    return undefined;
  }
}
