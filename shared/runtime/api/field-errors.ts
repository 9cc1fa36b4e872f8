import type * as z from 'zod';
import { fr } from 'zod/locales';
import { type FieldError, ProblemError } from '../problem.ts';

/** Nobody mends more at once. */
const mostErrors = 50;

const french = fr().localeError;

/** The French words for what does not parse. */
export const frenchError: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'est obligatoire';
  if (issue.code === 'unrecognized_keys') return 'est inconnu ici';
  return french(issue);
};

/** The answer 400 that names every field that does not parse. */
export function fieldProblem(issues: readonly z.core.$ZodIssue[], where?: 'query' | 'header'): ProblemError {
  const all = issues.flatMap((issue) => pathsOf(issue).map((path) => fieldError(path, issue.message, where)));
  const errors = all.slice(0, mostErrors);
  const named = errors.map(({ pointer, detail }) => `${pointer === '' ? 'le contenu' : pointer.slice(1)} : ${detail}`);
  return new ProblemError({ status: 400, detail: named.slice(0, 3).join(' ; '), errors });
}

/** The fields that an issue is about: each unknown one by its own name. */
function pathsOf(issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** One field's error; the path is as zod gives it. */
export function fieldError(path: readonly PropertyKey[], detail: string, where?: 'query' | 'header'): FieldError {
  const pointer = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, detail, ...(where === undefined ? {} : { in: where }) };
}
