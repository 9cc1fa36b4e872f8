export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

/** An answer that is no success. `message` is French and for the person before the page. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** 0 when there was no answer. */
  readonly status: number;
  /** What is wrong with which field: its JSON pointer in the body (`/dates/0`), or the `/name` of a parameter. */
  readonly fields: readonly FieldFault[];
  /** The whole of the problem+json. */
  readonly problem: Readonly<Record<string, unknown>>;
  constructor(status: number, problem: Readonly<Record<string, unknown>> = {}) {
    super(sentenceOf(status, problem));
    this.status = status;
    this.problem = problem;
    this.fields = fieldsOf(problem.errors);
  }
}

export interface Ask<Answer> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Makes the answer's JSON what it is to be (a schema's `parse`); undefined JSON when the answer has no body. */
  readonly parse: (json: unknown) => Answer;
}

export interface Api {
  /** @param path under the page's own prefix: `/data`. @throws ApiError, or what `parse` throws. */
  ask<Answer>(path: string, ask: Ask<Answer>): Promise<Answer>;
  /** The answer itself, for downloads and streams. @throws ApiError unless it is a success. */
  open(path: string, ask?: Omit<Ask<unknown>, 'parse'>): Promise<Response>;
}

const remembered = 60;

/** @param onRefused called when the server does not take the token (any more). */
export function createApi(prefix: string, token: () => string, onRefused: () => void): Api {
  // Browsers keep no answer to a POST; a 304 spares the server its work and the line the bytes.
  const answers = new Map<string, { readonly etag: string; readonly json: unknown }>();
  const send = async (path: string, ask: Omit<Ask<unknown>, 'parse'>, etag?: string): Promise<Response> => {
    const { method = 'GET', body, headers, signal } = ask;
    const response = await fetch(addressOf(prefix + path, ask.query), {
      method,
      headers: {
        authorization: `Bearer ${token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      throw signal?.aborted ? error : new ApiError(0);
    });
    if (response.ok || response.status === 304) return response;
    if (response.status === 401) onRefused();
    throw new ApiError(response.status, await problemOf(response));
  };
  return {
    async ask(path, { parse, ...ask }) {
      const key = JSON.stringify([ask.method, path, ask.query, ask.body]);
      const known = answers.get(key);
      const response = await send(path, ask, known?.etag);
      if (response.status === 304 && known !== undefined) return parse(known.json);
      const text = await response.text();
      const json: unknown = text === '' ? undefined : JSON.parse(text);
      const etag = response.headers.get('etag');
      answers.delete(key);
      if (etag !== null) answers.set(key, { etag, json });
      for (const oldest of answers.keys()) if (answers.size > remembered) answers.delete(oldest);
      return parse(json);
    },
    open: (path, ask = {}) => send(path, ask),
  };
}

function addressOf(path: string, query: Ask<unknown>['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

async function problemOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const json: unknown = await response.json();
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {}; // A proxy's page, say: the status is all there is to tell.
  }
}

function sentenceOf(status: number, { detail, title }: Readonly<Record<string, unknown>>): string {
  if (status === 0) return 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.';
  const said = [detail, title].find((one) => typeof one === 'string' && one !== '');
  if (said !== undefined) return String(said);
  return status >= 500 ? 'Le serveur a un ennui passager ; réessayez dans un instant.' : `Refusé (${status}).`;
}

function fieldsOf(errors: unknown): FieldFault[] {
  const list: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return list.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('pointer' in one) || !('detail' in one)) return [];
    return [{ pointer: String(one.pointer), detail: String(one.detail) }];
  });
}
