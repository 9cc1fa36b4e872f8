import { type Page, pages } from '../../shared/domain/visites/analytics/breakdowns.ts';
import { rolesSeeingAll, rolesSeeingSubtree } from '../../shared/domain/visites/analytics/caller.ts';
import { filterSchemas } from '../../shared/domain/visites/analytics/filters.ts';
import { answerSchemas } from '../../shared/messages/visites/answer-schemas.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import type { Desk } from './desk.ts';

/** Who may ask; whose visits he sees, the token's `id_utilisateur` says. */
export const askers = [...rolesSeeingAll, ...rolesSeeingSubtree] as const;

/** What every answer may be besides its content, and the header that it heeds. */
export const cached = {
  headers: { 'If-None-Match': 'L’ETag d’une réponse d’avant : 304 si rien n’a changé, sans rien compter.' },
  notModified: { 304: { description: 'Rien n’a changé depuis.', headers: ['etag', 'vary'] } },
  refusals: { 503: 'Aucune livraison n’est importée, ou trop de calculs attendent : voir Retry-After.' },
} as const;

const summaries: Readonly<Record<Page, string>> = {
  data: 'Les visites : 19 compteurs, par région et ville, par gamme et spécialité',
  performance: 'Les visites par jour, par région, par compte, et qui visite le plus et le moins',
  partenaire: 'Les partenaires visités, par potentiel, établissement, région et gamme',
  evaluation: 'Les évaluations, par mois, par rôle, et leurs points par catégorie',
  invest: 'Le budget des business cases, par gamme, statut, région, type...',
  users: 'Les utilisateurs qui visitent, par mois, gamme, région, rôle',
};

/** What the filters of pages are called in the document; four pages have the same. */
const filterNames: Readonly<Record<Page, string>> = {
  data: 'FiltresVisites',
  performance: 'FiltresVisites',
  partenaire: 'FiltresVisites',
  users: 'FiltresVisites',
  evaluation: 'FiltresEvaluations',
  invest: 'FiltresInvestissements',
};

/** The six pages: filters in, one answer with all their lists out. */
export function pageRoutes(desk: Desk): readonly Route[] {
  return pages.map((page) =>
    route({
      method: 'POST',
      path: `/${page}`,
      summary: summaries[page],
      access: askers,
      headers: cached.headers,
      body: filterSchemas[page].meta({ id: filterNames[page] }),
      answers: {
        200: { description: 'Ce que les filtres choisissent', schema: answerSchemas[page], headers: ['etag', 'vary'] },
        ...cached.notModified,
      },
      refusals: cached.refusals,
      answer: ({ request, principal, body }) => desk.page({ request, principal }, page, body),
    }),
  );
}
