import { h } from '../../../shared/pages/browser/element.ts';
import { counted, link } from './parts.ts';
import type { ViewContext } from './view.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** So many of something, in words and colour, left out when there are none; or a word alone. */
export interface TilePart {
  readonly count?: number;
  readonly one: string;
  readonly many?: string;
  readonly tone: 'success' | 'accent' | 'warning' | 'danger';
  /** Where they are listed. */
  readonly query?: Query;
}

/** One figure of the day: what it is about leads to its view, or to another page of the house. */
export function tile(
  context: ViewContext,
  {
    title,
    figure,
    hint,
    to,
    parts = [],
  }: {
    readonly title: string;
    readonly figure: string;
    readonly hint?: string;
    readonly to?: Query | string;
    readonly parts?: readonly TilePart[];
  },
): HTMLElement {
  const heading =
    to === undefined ? title : typeof to === 'string' ? h('a', { href: to }, title) : link(context, to, title);
  const shown = parts
    .filter(({ count }) => count !== 0)
    .map(({ count, one, many = one, tone, query }) => {
      const words = count === undefined ? one : counted(context, count, one, many);
      const text = h('span', { class: `badge ${tone}` }, words);
      return query === undefined ? text : link(context, query, text);
    });
  return h(
    'section',
    { class: 'card tile' },
    h('h2', {}, heading),
    h('p', { class: 'figure' }, figure),
    hint !== undefined && h('p', { class: 'hint' }, hint),
    shown.length > 0 && h('p', { class: 'tile-parts' }, shown),
  );
}
