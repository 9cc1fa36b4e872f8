import type { ListPage } from '../../../shared/domain/visites/lists/list.ts';
import type { Span } from './periods.ts';
import type { State } from './state.ts';

/** The filters that each page has besides the period. */
export const filtersOf: Readonly<Record<ListPage, readonly (keyof State)[]>> = {
  data: ['head', 'user', 'region', 'gamme', 'withDeleted'],
  performance: ['head', 'user', 'region', 'gamme', 'withDeleted'],
  partenaire: ['head', 'user', 'region', 'gamme', 'withDeleted'],
  users: ['head', 'user', 'region', 'gamme', 'withDeleted'],
  evaluation: ['head', 'user', 'category'],
  invest: ['head', 'region', 'gamme', 'investmentType'],
};

const names = {
  head: 'id_responsable',
  user: 'id_utilisateur',
  region: 'region',
  gamme: 'gamme',
  category: 'code_categorie',
  investmentType: 'code_type_investissement',
  withDeleted: 'inclure_supprimees',
} as const;

export type Filters = Readonly<Record<string, string | number | boolean>>;

/** The filters of a request for one page: those it has, and of those the ones that are set. */
export function filtersFor(page: ListPage, state: State, { from, to }: Partial<Span>): Filters {
  const own = Object.entries(names).flatMap(([key, name]): [string, string | number | boolean][] => {
    const value = filtersOf[page].some((one) => one === key) ? state[key as keyof typeof names] : undefined;
    return value === undefined || value === false ? [] : [[name, value]];
  });
  return {
    ...(from === undefined ? {} : { start_date: from }),
    ...(to === undefined ? {} : { end_date: to }),
    ...Object.fromEntries(own),
  };
}
