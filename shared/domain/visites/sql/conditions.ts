import type { Page } from '../analytics/breakdowns.ts';
import type { Selection } from '../analytics/selection.ts';

/** A value of a parameter, in the shapes that the warehouse's port takes. */
export type Parameter =
  | string
  | number
  | readonly string[]
  | { readonly type: 'DATE'; readonly value: string }
  | { readonly type: 'INT64'; readonly values: readonly number[] }
  | { readonly type: 'STRING'; readonly values: readonly string[] };
export type Parameters = Readonly<Record<string, Parameter>>;

/** The conditions of a statement and the parameters that they name: values never stand in the text. */
export interface Conditions {
  readonly texts: readonly string[];
  readonly parameters: Parameters;
}

/** Deleted visits do not count. */
export const notDeleted = `(v.code_statut_visite IS NULL OR v.code_statut_visite <> 'SUPP')`;

interface Columns {
  readonly user: string;
  readonly day: string;
  readonly region?: string;
  readonly gamme?: string;
}
const ofVisits: Columns = {
  user: 'v.id_utilisateur',
  day: 'v.date_visite',
  region: 'pv.code_region_partenaire',
  gamme: 'pv.code_gamme_partenaire',
};
const columns: Readonly<Record<Page, Columns>> = {
  data: ofVisits,
  performance: ofVisits,
  partenaire: ofVisits,
  users: ofVisits,
  evaluation: { user: 'e.id_utilisateur_evalue', day: 'e.date_integration' },
  invest: {
    user: 'b.id_responsable',
    day: 'b.date_realisation',
    region: 'p.code_region_partenaire',
    gamme: 'p.code_gamme_partenaire',
  },
};

/**
 * What the selection asks of a page's rows. A condition stands in the text only when it is asked: a day compared with a
 * parameter, and nothing else, lets BigQuery read the partitions of those days alone.
 */
export function conditionsOf(page: Page, selection: Selection): Conditions {
  const { user, day, region, gamme } = columns[page];
  const asked: [string, Parameters][] = [];
  const ask = (text: string, parameters: Parameters = {}) => void asked.push([text, parameters]);

  if (selection.users !== null) ask(`${user} IN UNNEST(@users)`, { users: idsOf(selection.users) });
  if (selection.first !== undefined) ask(`${day} >= @first`, { first: { type: 'DATE', value: selection.first } });
  if (selection.last !== undefined) ask(`${day} <= @last`, { last: { type: 'DATE', value: selection.last } });
  if (selection.month !== undefined) ask(`EXTRACT(MONTH FROM ${day}) = @month`, { month: selection.month });
  if (region !== undefined && selection.regions !== undefined) {
    ask(`${region} IN UNNEST(@regions)`, { regions: selection.regions });
  }
  if (gamme !== undefined && selection.gammes !== undefined) {
    ask(`${gamme} IN UNNEST(@gammes)`, { gammes: selection.gammes });
  }
  if (region === 'pv.code_region_partenaire' && !selection.withDeleted) ask(notDeleted);
  if (page === 'evaluation' && selection.category !== undefined) {
    ask('d.code_categorie = @category', { category: selection.category });
  }
  if (page === 'invest') {
    const { partner, businessCase, investmentType: type } = selection;
    if (partner !== undefined) ask('b.id_partenaire = @partner', { partner });
    if (businessCase !== undefined) ask('b.id_business_case = @business_case', { business_case: businessCase });
    if (type !== undefined) ask('b.code_type_investissement = @type', { type });
  }
  return { texts: asked.map(([text]) => text), parameters: Object.assign({}, ...asked.map(([, given]) => given)) };
}

export function idsOf(users: ReadonlySet<number>): Parameter {
  return { type: 'INT64', values: [...users].sort((a, b) => a - b) };
}

export function where(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `WHERE ${texts.join('\n    AND ')}`;
}
