import type { JsonValue } from '../ports/documents.ts';

export interface FieldError {
  /** Where in the request: `nom`, `dates.0`, `query.from`. */
  readonly field: string;
  readonly message: string;
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

/** The answer `application/problem+json`; the title is that of the status unless said. */
export function problem(given: Problem): Response {
  const {
    status,
    type = 'about:blank',
    title = titles[status] ?? 'Erreur',
    detail,
    errors,
    extensions,
    headers,
  } = given;
  return new Response(JSON.stringify({ ...extensions, type, title, status, detail, errors }), {
    status,
    headers: { 'cache-control': 'no-store', ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
  });
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
