import type { Day } from '../../day.ts';
import type { Caller } from './caller.ts';
import type { Filters } from './filters.ts';
import type { CodeType, Reference } from './reference.ts';

/** What a page is asked to count, with nothing left to look up: engines follow it and know neither roles nor labels. */
export interface Selection {
  /** Whose rows count: those of the caller and of the filters. Null: everybody's, unknown users' too. */
  readonly users: ReadonlySet<number> | null;
  /** Whose rows the caller may see, whatever the filters. */
  readonly visible: ReadonlySet<number> | null;
  /** First and last day, both included. */
  readonly first: Day | undefined;
  readonly last: Day | undefined;
  /** 1 to 12, of every year. */
  readonly month: number | undefined;
  readonly regions: readonly string[] | undefined;
  readonly gammes: readonly string[] | undefined;
  readonly withDeleted: boolean;
  readonly category: string | undefined;
  readonly partner: number | undefined;
  readonly businessCase: number | undefined;
  readonly investmentType: string | undefined;
}

/** What the filters select of what the caller may see. */
export function select(filters: Filters, caller: Caller, reference: Reference): Selection {
  const visible = caller.sees === 'all' ? null : reference.tree.subtree(caller.of);
  const { id_utilisateur: user, id_responsable: head } = filters;
  let users = visible;
  if (head !== undefined) users = intersect(users, reference.tree.subtree(head));
  if (user !== undefined) users = intersect(users, new Set([user]));
  return {
    users,
    visible,
    ...periodOf(filters),
    regions: resolve(filters.region, 'REGI', reference),
    gammes: resolve(filters.gamme, 'GAMM', reference),
    withDeleted: filters.inclure_supprimees === true,
    category: filters.code_categorie,
    partner: filters.id_partenaire,
    businessCase: filters.id_business_case,
    investmentType: filters.code_type_investissement,
  };
}

function intersect(some: ReadonlySet<number> | null, others: ReadonlySet<number>): ReadonlySet<number> {
  return some === null ? others : new Set([...others].filter((user) => some.has(user)));
}

/** A year is a span of days, alone or with its month; a month alone is that of every year. */
function periodOf({ annee, mois, start_date, end_date }: Filters): Pick<Selection, 'first' | 'last' | 'month'> {
  if (annee === undefined) return { first: start_date, last: end_date, month: mois };
  const year = String(annee).padStart(4, '0');
  const [from, to] = mois === undefined ? ['01', '12'] : [two(mois), two(mois)];
  const lastDay = new Date(Date.UTC(2000 + (annee % 400), Number(to), 0)).getUTCDate();
  return {
    first: latest(start_date, `${year}-${from}-01`),
    last: earliest(end_date, `${year}-${to}-${lastDay}`),
    month: undefined,
  };
}

function two(month: number): string {
  return String(month).padStart(2, '0');
}

function latest(one: Day | undefined, other: Day): Day {
  return one !== undefined && one > other ? one : other;
}

function earliest(one: Day | undefined, other: Day): Day {
  return one !== undefined && one < other ? one : other;
}

/** The codes that a text names: itself, and those whose label it is. */
function resolve(asked: string | undefined, type: CodeType, reference: Reference): readonly string[] | undefined {
  if (asked === undefined) return undefined;
  const wanted = fold(asked);
  const labelled = reference.codes(type).filter(({ label }) => fold(label) === wanted);
  return [...new Set([asked, ...labelled.map(({ code }) => code)])].sort();
}

/** Without case, accents and blanks around. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/**
 * The selection as text: two requests with one text have the same answer at one data version. It says who sees, not whom:
 * the users of a subtree follow from the version.
 */
export function selectionKey(filters: Filters, caller: Caller, selection: Selection): string {
  return JSON.stringify([
    caller.sees === 'all' ? 'all' : caller.of,
    filters.id_utilisateur ?? null,
    filters.id_responsable ?? null,
    selection.first ?? null,
    selection.last ?? null,
    selection.month ?? null,
    selection.regions ?? null,
    selection.gammes ?? null,
    selection.withDeleted,
    selection.category ?? null,
    selection.partner ?? null,
    selection.businessCase ?? null,
    selection.investmentType ?? null,
  ]);
}
