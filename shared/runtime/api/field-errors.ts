import type * as z from 'zod';
import { fr } from 'zod/locales';
import { type FieldError, ProblemError } from '../problem.ts';

const french = fr().localeError;

/** The French words for what does not parse. */
export const frenchError: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'est obligatoire';
  return french(issue);
};

/** The answer 400 that names every field that does not parse. */
export function fieldProblem(issues: readonly z.core.$ZodIssue[], where?: 'query' | 'header'): ProblemError {
  const errors = issues.map((issue) => fieldError(issue.path, issue.message, where));
  const named = errors.map(({ pointer, detail }) => `${pointer === '' ? 'le contenu' : pointer.slice(1)} : ${detail}`);
  return new ProblemError({ status: 400, detail: named.slice(0, 3).join(' ; '), errors });
}

/** One field's error; the path is as zod gives it. */
export function fieldError(path: readonly PropertyKey[], detail: string, where?: 'query' | 'header'): FieldError {
  const pointer = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, detail, ...(where === undefined ? {} : { in: where }) };
}
