import { type Day, parseDay } from '../../../shared/domain/day.ts';
import type { ListPage } from '../../../shared/domain/visites/lists/list.ts';
import { type Period, periods, type Span, spanOf } from './periods.ts';

export const tabs: Readonly<Record<ListPage, string>> = {
  performance: 'Activité',
  data: 'Visites',
  partenaire: 'Partenaires',
  users: 'Équipe',
  evaluation: 'Évaluations',
  invest: 'Investissements',
};

/** What the page shows: all of it stands in the address, so that a link or the back button brings it again. */
export interface State {
  readonly tab: ListPage;
  readonly period: Period;
  /** Of a period chosen by hand; either alone is enough. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly head: number | undefined;
  readonly user: number | undefined;
  readonly region: string | undefined;
  readonly gamme: string | undefined;
  readonly category: string | undefined;
  readonly investmentType: string | undefined;
  readonly withDeleted: boolean;
  readonly compares: boolean;
}

export const initialState: State = {
  tab: 'performance',
  period: 'annee',
  from: undefined,
  to: undefined,
  head: undefined,
  user: undefined,
  region: undefined,
  gamme: undefined,
  category: undefined,
  investmentType: undefined,
  withDeleted: false,
  compares: false,
};

/** What an address says; what it says wrong counts as not said. */
export function readState(search: string): State {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name)?.slice(0, 200) || undefined;
  const number = (name: string) => (/^\d{1,15}$/.test(given.get(name) ?? '') ? Number(given.get(name)) : undefined);
  const tab = text('onglet') ?? '';
  const period = text('periode') ?? '';
  const [from, to] = [parseDay(text('du') ?? ''), parseDay(text('au') ?? '')];
  const isFree = from !== undefined || to !== undefined;
  return {
    tab: isTab(tab) ? tab : initialState.tab,
    period: isFree ? 'libre' : isPeriod(period) ? period : initialState.period,
    from,
    to,
    head: number('equipe'),
    user: number('utilisateur'),
    region: text('region'),
    gamme: text('gamme'),
    category: text('categorie'),
    investmentType: text('investissement'),
    withDeleted: given.has('supprimees'),
    compares: given.has('comparer'),
  };
}

export function writeState(state: State): string {
  const said = new URLSearchParams();
  const say = (name: string, value: string | number | undefined) =>
    value !== undefined && said.set(name, String(value));
  say('onglet', state.tab);
  if (state.period === 'libre') {
    say('du', state.from);
    say('au', state.to);
  } else say('periode', state.period);
  say('equipe', state.head);
  say('utilisateur', state.user);
  say('region', state.region);
  say('gamme', state.gamme);
  say('categorie', state.category);
  say('investissement', state.investmentType);
  if (state.withDeleted) say('supprimees', 1);
  if (state.compares) say('comparer', 1);
  return `?${said}`;
}

/** The days that the state asks for, as far as it bounds them. */
export function boundsOf(state: State, today: Day): Partial<Span> {
  if (state.period !== 'libre') return spanOf(state.period, today) ?? {};
  return { ...(state.from && { from: state.from }), ...(state.to && { to: state.to }) };
}

function isTab(text: string): text is ListPage {
  return Object.hasOwn(tabs, text);
}

function isPeriod(text: string): text is keyof typeof periods {
  return Object.hasOwn(periods, text);
}
