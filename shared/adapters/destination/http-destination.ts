import { Readable } from 'node:stream';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import FormData from 'form-data';
import { retryAfterSeconds } from '../../domain/retry-after.ts';
import type { Destination } from '../../ports/destination.ts';
import { PermanentError, RetryLaterError } from '../../ports/failures.ts';

export interface DestinationOptions {
  readonly interventionsUrl: string;
  readonly photoDataUrl: string;
  readonly photoUrl: string;
  readonly token: string;
  readonly timeoutSeconds?: number;
}

/** An API that asks for more is asked again before. */
const longestWaitSeconds = 3600;

/** The customer's API over HTTP. Redirects are not followed: a token goes only where the configuration says. */
export function createHttpDestination(options: DestinationOptions): Destination {
  const client: AxiosInstance = axios.create({
    timeout: (options.timeoutSeconds ?? 60) * 1000,
    maxRedirects: 0,
    maxBodyLength: Number.POSITIVE_INFINITY,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
    validateStatus: () => true,
    headers: { Authorization: `Bearer ${options.token}`, Accept: 'application/json' },
  });

  async function post(what: string, url: string, body: unknown, headers: Record<string, string>): Promise<void> {
    let response: AxiosResponse<unknown>;
    try {
      response = await client.post(url, body, { headers });
    } catch (error) {
      // The vendor's error carries the request, token included: only its words go on.
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${what} : pas de réponse de ${hostOf(url)} (${reason})`);
    }
    judge(what, url, response);
  }

  const json = (idempotencyKey: string) => ({ 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey });
  return {
    sendInterventions: (body, key) => post('envoi de l’intervention', options.interventionsUrl, body, json(key)),
    describePhotos: (records, key) => post('description des photos', options.photoDataUrl, records, json(key)),
    async deliverPhoto({ name, mime, bytes, open }, key) {
      const form = new FormData();
      form.append('file', Readable.from(open()), { filename: name, contentType: mime, knownLength: bytes });
      await post(`photo « ${name} »`, options.photoUrl, form, { ...form.getHeaders(), 'Idempotency-Key': key });
    },
  };
}

/** Only an answer that is not a web page counts: a maintenance page with status 200 has accepted nothing. */
function judge(what: string, url: string, { status, headers, data }: AxiosResponse<unknown>): void {
  const text = typeof data === 'string' ? data : '';
  const isPage = /html/i.test(String(headers['content-type'] ?? '')) || /^\s*<(!doctype|html)/i.test(text);
  if (status === 409) return;
  if (status >= 200 && status < 300) {
    if (!isPage) return;
    throw new Error(`${what} : ${hostOf(url)} répond par une page web (maintenance ?) au lieu d’accepter`);
  }
  const said = isPage ? 'une page web' : text.slice(0, 300);
  const message = `${what} : ${hostOf(url)} répond ${status}${said === '' ? '' : ` (${said})`}`;
  if (status === 401 || status === 403) throw new Error(`${message} : vérifiez INTERVENTIONS_API_TOKEN`);
  const asked: unknown = headers['retry-after'];
  const seconds = typeof asked === 'string' ? retryAfterSeconds(asked, new Date()) : undefined;
  if (seconds !== undefined && (status === 429 || status === 503)) {
    throw new RetryLaterError(message, Math.min(seconds, longestWaitSeconds));
  }
  const mayWorkLater = status >= 500 || [408, 425, 429].includes(status) || (status >= 300 && status < 400);
  throw mayWorkLater ? new Error(message) : new PermanentError(message);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'une adresse illisible';
}
