import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import axios from 'axios';
import { agentFor } from './connect-within.ts';

/** One HTTP answer, whole. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; a repeated one is joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, its gzip removed. */
  readonly bytes: Uint8Array;
}

export interface HttpOptions {
  readonly token: string;
  readonly maxInFlight: number;
  readonly connectMilliseconds: number;
  /** The longest silence, before the answer and in it. */
  readonly readMilliseconds: number;
}

export type FetchAnswer = (url: string, onAnswer: () => void, signal: AbortSignal | undefined) => Promise<Answer>;

const inflate = promisify(gunzip);

/**
 * GET with the token over kept-alive connections. Redirects are not followed: a token goes only where the configuration says.
 * The promise rejects when there is no whole answer: no connection, silence, a body shorter than it says, an aborted signal.
 */
export function createFetch({ token, maxInFlight, connectMilliseconds, readMilliseconds }: HttpOptions): FetchAnswer {
  const client = axios.create({
    ...agentFor(maxInFlight, connectMilliseconds),
    maxRedirects: 0,
    responseType: 'stream',
    // Axios lets a gzip that was cut pass for a whole one.
    decompress: false,
    validateStatus: () => true,
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Accept-Encoding': 'gzip' },
  });

  return async (url, onAnswer, signal) => {
    const silence = new AbortController();
    const timer = setTimeout(
      () => silence.abort(new Error(`silent for ${readMilliseconds / 1000} s`)),
      readMilliseconds,
    );
    const ended = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
    try {
      const response = await client.get<AsyncIterable<Buffer>>(url, { signal: ended });
      onAnswer();
      const chunks: Buffer[] = [];
      for await (const chunk of response.data) {
        timer.refresh();
        chunks.push(chunk);
      }
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      const isGzip = headers['content-encoding'] === 'gzip' && whole.length > 0;
      return { status: response.status, headers, bytes: isGzip ? await inflate(whole) : whole };
    } catch (error) {
      ended.throwIfAborted();
      // The vendor's error carries the request, token included: only its words go on.
      throw new Error(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  };
}
