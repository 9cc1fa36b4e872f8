import type * as z from 'zod';
import type { JsonValue } from '../../ports/documents.ts';
import type { Principal } from '../auth.ts';
import { ProblemError } from '../problem.ts';
import { requireIfMatch } from './etag.ts';
import { fieldProblem, frenchError } from './field-errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anybody, or whoever brings a token with one of these roles. */
export type Access = 'public' | readonly string[];

/** One answer of an operation, as the document shows it. Without a schema it has no content. */
export interface AnswerSpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` unless said. */
  readonly mediaType?: string;
  /** Headers that it always has. */
  readonly headers?: readonly string[];
}

/** One request as its route takes it: everything in it has been parsed. */
export interface Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access> {
  readonly request: Request;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  /** The JSON as it was sent; only a route with a `body` reads one. */
  readonly sent: JsonValue;
  readonly principal: A extends 'public' ? undefined : Principal;
}

/** Whoever made a call that needs a token. */
export interface CallerOf {
  readonly principal: Principal;
}

/** What the router has at hand before anything is parsed. */
export interface RawCall {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: JsonValue;
  readonly principal: Principal | undefined;
}

interface Described {
  readonly method: Method;
  /** Behind the API's prefix, without a slash at its end: `/Ressource/{id}`, `/calendars/{secret}.ics`. */
  readonly path: string;
  /** French, one line. */
  readonly summary: string;
  readonly description?: string;
  /** `required`: without the header If-Match the answer is 428. */
  readonly ifMatch?: 'required' | 'optional';
  /** Further headers that it heeds, with what they are for. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  /** Its own refusals by status: what they mean, and their body where it has more than every problem. */
  readonly refusals?: Readonly<Record<number, string | { readonly description: string; readonly schema: z.ZodType }>>;
}

/** One row of an API's table. */
export interface Route extends Described {
  readonly access: Access;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  /** @throws ProblemError 404 or 400 for what does not parse, then whatever the route throws. */
  readonly answer: (call: RawCall) => Promise<Response>;
}

/**
 * A row of an API's table. `params` parse texts (what does not parse is a 404), `query` parses texts and lists of texts
 * (a repeated parameter), `body` the JSON (400 both); `answer` gets what they give.
 */
export function route<
  const A extends Access,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  definition: Described & {
    readonly access: A;
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly answer: (call: Call<P, Q, B, A>) => Promise<Response>;
  },
): Route {
  const { answer, access, params, query, body } = definition;
  return {
    ...definition,
    params,
    query,
    body,
    async answer(raw): Promise<Response> {
      const call = {
        request: raw.request,
        params: parse(params, raw.params, () => new ProblemError({ status: 404 })),
        query: parse(query, raw.query, (issues) => fieldProblem(issues, 'query')),
        body: parse(body, raw.body, (issues) => fieldProblem(issues)),
        sent: raw.body,
        principal: raw.principal,
      };
      if (definition.ifMatch === 'required') requireIfMatch(raw.request);
      if (access !== 'public' && call.principal === undefined)
        throw new Error('the router lets nobody through unnamed');
      // The type parameters say the same as the checks above; TypeScript cannot follow that a schema left out is `undefined`.
      return answer(call as Call<P, Q, B, A>);
    },
  };
}

function parse(
  schema: z.ZodType | undefined,
  given: unknown,
  refuse: (issues: readonly z.core.$ZodIssue[]) => Error,
): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(given, { error: frenchError });
  if (!parsed.success) throw refuse(parsed.error.issues);
  return parsed.data;
}
