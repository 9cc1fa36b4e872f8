import type { JsonValue } from '../ports/documents.ts';
import type { PlainAnswer } from './plain-answer.ts';

export interface FieldError {
  /** Where in the body, as a JSON pointer (`/dates/0`); `/name` of a parameter or of a header. */
  readonly pointer: string;
  readonly detail: string;
  /** The body unless said. */
  readonly in?: 'query' | 'header';
}

/** RFC 9457; `detail` and `errors` are French, for people. */
export interface Problem {
  readonly status: number;
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the body, as RFC 9457 allows. */
  readonly extensions?: Readonly<Record<string, JsonValue>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Requête incorrecte',
  401: 'Authentification requise',
  403: 'Accès refusé',
  404: 'Introuvable',
  405: 'Méthode non permise',
  406: 'Format non disponible',
  409: 'Conflit',
  410: 'N’existe plus',
  412: 'Modifié entre-temps',
  413: 'Contenu trop volumineux',
  415: 'Type de contenu non accepté',
  422: 'Contenu incorrect',
  428: 'Condition requise',
  429: 'Trop de requêtes',
  500: 'Erreur interne',
  503: 'Momentanément indisponible',
};

/** The last word of the type `urn:terrain:problem:...` of a problem that says none itself. */
const slugs: Readonly<Record<number, string>> = {
  400: 'validation',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  412: 'precondition-failed',
  413: 'too-large',
  415: 'unsupported-media-type',
  422: 'validation',
  428: 'precondition-required',
  500: 'internal',
  503: 'unavailable',
};

/** The type of a problem: programs tell by it what happened. */
export function problemType(slug: string): string {
  return `urn:terrain:problem:${slug}`;
}

function typeOf(status: number): string {
  const slug = slugs[status];
  return slug === undefined ? 'about:blank' : problemType(slug);
}

/** The body of a problem; type and title are those of the status unless said. */
export function problemBody({ status, type, title, detail, errors, extensions }: Problem): object {
  return {
    ...extensions,
    type: type ?? typeOf(status),
    title: title ?? titles[status] ?? 'Erreur',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The answer `application/problem+json`. */
export function plainProblem(given: Problem): PlainAnswer & { readonly body: string } {
  const type = 'application/problem+json; charset=utf-8';
  return {
    status: given.status,
    headers: { 'cache-control': 'no-store', ...given.headers, 'content-type': type },
    body: JSON.stringify(problemBody(given)),
  };
}

/** The same for the web. */
export function problem(given: Problem): Response {
  const { body, ...status } = plainProblem(given);
  return new Response(body, status);
}

/** Thrown anywhere under an HTTP function, it becomes the answer. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  constructor(given: Problem, options?: ErrorOptions) {
    super(given.detail ?? given.title ?? titles[given.status] ?? `status ${given.status}`, options);
    this.problem = given;
  }
}
