/** The six pages of the analytics that have lists, by the last word of their address. */
export type ListPage = 'data' | 'performance' | 'partenaire' | 'users' | 'evaluation' | 'invest';

/** A filter that a list's item can be chosen for, by that filter's own name in a request. */
export type ChosenFilter =
  | 'region'
  | 'gamme'
  | 'id_responsable'
  | 'code_categorie'
  | 'code_type_investissement'
  /** A day or a month: both ends of the period. */
  | 'period';

/** Where an item's name comes from when its own key is a code. */
export type Names = 'users' | 'investmentTypes';

/** One list of a page's answer: what it is called, and how it is drawn. Texts are French. */
export interface VisitesList {
  readonly page: ListPage;
  /** Its key in the answer, which its charts' addresses have too. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'bars' | 'stacked' | 'line' | 'donut';
  readonly unit: string;
  readonly format: 'integer' | 'decimal' | 'money' | 'percent';
  /** The key of the item's name; several make `2026-11` of a year and a month. */
  readonly label: string | readonly [year: string, month: string];
  readonly value: string;
  /** The key of the part of a stacked bar. */
  readonly series?: string;
  /** What codes of the label are called. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly names?: Names;
  /** What choosing an item filters by, and the key of what is chosen. */
  readonly choose?: { readonly filter: ChosenFilter; readonly key: string };
  /** A list in each item: towns of a region. */
  readonly parts?: { readonly name: string; readonly title: string; readonly label: string; readonly value: string };
  /** Whether only the first few are listed: who is not may have anything, not 0. */
  readonly isRanking?: boolean;
  /** Whether the values may be added up. Distinct counts may not. */
  readonly isAdditive?: boolean;
}
