import type { Page } from '../analytics/breakdowns.ts';
import type { Reference } from '../analytics/reference.ts';
import type { Selection } from '../analytics/selection.ts';
import { conditionsOf, idsOf, notDeleted, type Parameters, where } from './conditions.ts';

/** What a page counts over: the end of a SELECT, the tables it begins with, and the parameters of both. */
export interface PageRows {
  readonly first: string;
  readonly from: string;
  readonly parameters: Parameters;
}

/**
 * The rows of a page that the selection keeps. No column is called as the dataset is: GoogleSQL would look for the tables that
 * come after it in that column.
 */
export function rowsOf(page: Page, selection: Selection, reference: Reference): PageRows {
  const { texts, parameters } = conditionsOf(page, selection);
  const visits = `FROM visites.tab_visite AS v
  LEFT JOIN visites.tab_partenaire_visite AS pv ON pv.id_visite = v.id_visite`;
  const partners = (of: string) => `LEFT JOIN visites.tab_partenaire AS p ON p.id_partenaire = ${of}.id_partenaire`;

  switch (page) {
    case 'data':
    case 'performance':
    case 'users':
      return {
        first: '',
        from: `${visits}
  ${partners('pv')}
  ${where(texts)}`,
        parameters: { ...parameters, ...(page === 'data' ? sectors(reference) : {}) },
      };
    case 'partenaire':
      return {
        first: `comptes AS (
  SELECT pv.id_partenaire AS id_partenaire, COUNT(DISTINCT v.id_visite) AS nombre
  ${visits}
  ${where([...texts, 'pv.id_partenaire IS NOT NULL'])}
  GROUP BY id_partenaire
),
`,
        from: `FROM comptes AS c
  ${partners('c')}`,
        parameters,
      };
    case 'evaluation': {
      const seen = visible(selection, 'v.id_utilisateur');
      return {
        first: `nombres AS (
  SELECT v.id_utilisateur AS id_utilisateur, COUNT(DISTINCT v.id_visite) AS nombre
  FROM visites.tab_visite AS v
  ${where([notDeleted, ...seen.texts])}
  GROUP BY id_utilisateur
),
`,
        from: `FROM visites.tab_evaluation AS e
  LEFT JOIN visites.tab_evaluation_detailed AS d ON d.id_evaluation = e.id
  LEFT JOIN nombres AS n ON n.id_utilisateur = e.id_utilisateur_evalue
  ${where(texts)}`,
        parameters: { ...parameters, ...seen.parameters },
      };
    }
    case 'invest': {
      const seen = visible(selection, 'v.id_utilisateur');
      return {
        first: `nombres AS (
  SELECT pv.id_partenaire AS id_partenaire, COUNT(DISTINCT v.id_visite) AS nombre
  FROM visites.tab_visite AS v
  JOIN visites.tab_partenaire_visite AS pv ON pv.id_visite = v.id_visite
  ${where([notDeleted, ...seen.texts])}
  GROUP BY id_partenaire
),
`,
        from: `FROM visites.tab_partenaire_bc AS b
  ${partners('b')}
  LEFT JOIN nombres AS n ON n.id_partenaire = b.id_partenaire
  ${where(texts)}`,
        parameters: { ...parameters, ...seen.parameters },
      };
    }
  }
}

function visible({ visible: users }: Selection, column: string) {
  return users === null
    ? { texts: [], parameters: {} }
    : { texts: [`${column} IN UNNEST(@visible)`], parameters: { visible: idsOf(users) } };
}

/** The codes of private and of public establishments; a code of both is private. */
function sectors(reference: Reference): Parameters {
  const codes = (type: 'ETPR' | 'ETPU') => ({
    type: 'STRING' as const,
    values: reference.codes(type).map(({ code }) => code),
  });
  return { prives: codes('ETPR'), publics: codes('ETPU') };
}
