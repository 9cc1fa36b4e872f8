import { ProblemError } from '../problem.ts';

const listed = /\s*(W\/)?("[\x21\x23-\x7e\x80-\xff]*"|\*)\s*(?:,|$)/gy;

/** @throws ProblemError 428 when the request has no If-Match. */
export function requireIfMatch(request: Request): void {
  if (request.headers.has('if-match')) return;
  const detail = 'L’en-tête If-Match est demandé : l’ETag de la dernière lecture, pour ne rien écraser.';
  throw new ProblemError({ status: 428, detail });
}

/** @throws ProblemError 412 when the request has an If-Match that does not name this strong tag; weak tags never match. */
export function checkIfMatch(ifMatch: string | null, etag: string): void {
  if (ifMatch === null) return;
  if (tagsOf(ifMatch).some(({ weak, tag }) => !weak && (tag === '*' || tag === etag))) return;
  throw new ProblemError({
    status: 412,
    detail: 'La ressource a changé depuis la lecture : relisez-la, puis recommencez.',
    headers: { etag },
  });
}

/** Whether the client has this version already, so that 304 is its answer. Weak tags match here (RFC 9110). */
export function isKnown({ headers }: Request, etag: string): boolean {
  return namesTag(headers.get('if-none-match'), etag);
}

/** Whether an If-None-Match names this tag. */
export function namesTag(ifNoneMatch: string | null | undefined, etag: string): boolean {
  const bare = etag.replace(/^W\//, '');
  return tagsOf(ifNoneMatch ?? '').some(({ tag }) => tag === '*' || tag === bare);
}

function tagsOf(header: string): { readonly weak: boolean; readonly tag: string }[] {
  return [...header.matchAll(listed)].map(([, weak, tag = '']) => ({ weak: weak !== undefined, tag }));
}
