import type { JSONWebKeySet } from 'jose';
import type { PlainAnswer } from '../runtime/plain-answer.ts';
import { plainProblem } from '../runtime/problem.ts';
import type { Doors } from './doors.ts';
import { indexPage } from './index-page.ts';
import type { LoadedFunction } from './load-functions.ts';

/** What the host itself serves, where no function does. */
export async function ownAnswer(
  method: string,
  path: string,
  {
    functions,
    publicKeys,
    doors,
  }: {
    readonly functions: readonly LoadedFunction[];
    readonly publicKeys?: () => Promise<JSONWebKeySet>;
    readonly doors?: Doors;
  },
): Promise<PlainAnswer> {
  if (!['GET', 'HEAD'].includes(method)) return plainProblem({ status: path === '/' ? 405 : 404 });
  if (path === '/healthz') return json({ status: 'ok' });
  if (path === '/auth/jwks.json' && publicKeys !== undefined) return json(await publicKeys());
  if (path === '/' || path === '') return indexPage(functions, publicKeys !== undefined);
  const door = doors?.answer(path);
  if (door !== undefined) return door;
  return plainProblem({ status: 404, detail: 'Rien n’est servi à cette adresse ; la page / montre ce qui l’est.' });
}

function json(value: object): PlainAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
