import type { Caller } from '../../shared/domain/visites/analytics/caller.ts';
import type { CodeType, Reference } from '../../shared/domain/visites/analytics/reference.ts';
import { type Choices, choicesSchema } from '../../shared/domain/visites/lists/choices.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import type { Desk } from './desk.ts';
import { askers, cached } from './page-routes.ts';

/** What a caller may choose: whoever he may see, and what codes are called. */
function choicesOf({ users, tree, codes }: Reference, caller: Caller): Choices {
  const visible = caller.sees === 'all' ? undefined : tree.subtree(caller.of);
  const sees = (id: number) => visible === undefined || visible.has(id);
  const named = (type: CodeType) => codes(type).map(({ code, label }) => ({ code, libelle: label }));
  return {
    utilisateurs: [...users.values()]
      .filter(({ id }) => sees(id))
      .map(({ id, name, role, head }) => ({
        id_utilisateur: id,
        nom: name,
        role,
        id_responsable: head !== null && sees(head) ? head : null,
      })),
    regions: codes('REGI').map(({ code, label }) => ({
      code,
      libelle: label,
      villes: codes('VILL')
        .filter(({ parent }) => parent === code)
        .map((town) => ({ code: town.code, libelle: town.label })),
    })),
    gammes: named('GAMM'),
    categories_evaluation: named('CEVA'),
    types_investissement: named('TYIN'),
  };
}

export function choicesRoute(desk: Desk): Route {
  return route({
    method: 'GET',
    path: '/choices',
    summary: 'Ce que les filtres peuvent choisir',
    access: askers,
    headers: cached.headers,
    answers: {
      200: { description: 'Ce que le jeton laisse voir', schema: choicesSchema, headers: ['etag', 'vary'] },
      ...cached.notModified,
    },
    refusals: cached.refusals,
    answer: ({ request, principal }) =>
      desk.reference({ request, principal }, 'choices', ({ reference }, caller) => choicesOf(reference, caller)),
  });
}
