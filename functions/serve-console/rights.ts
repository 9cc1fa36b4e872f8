import { ProblemError } from '../../shared/runtime/problem.ts';

/** Who may look. */
export const readers = ['viewer', 'operator', 'admin'] as const;
/** Who may send messages again and start runs. */
export const operators = ['operator', 'admin'] as const;

/** @throws ProblemError 404, always. */
export function notFound(what: string, id: string): never {
  throw new ProblemError({ status: 404, detail: `Aucun élément « ${what} » ne s’appelle ${id.slice(0, 200)}.` });
}
