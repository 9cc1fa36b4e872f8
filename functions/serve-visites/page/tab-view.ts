import type { NameBook } from '../../../shared/charts/list-chart.ts';
import type { ChosenFilter, VisitesList } from '../../../shared/domain/visites/lists/list.ts';
import { visitesLists } from '../../../shared/domain/visites/lists/lists.ts';
import { readList } from '../../../shared/domain/visites/lists/read-list.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { chartCard } from './chart-card.ts';
import { figuresOf, figuresRow } from './key-figures.ts';
import { type Earlier, spanOfLabel } from './periods.ts';
import type { State } from './state.ts';

export interface ViewData {
  readonly state: State;
  readonly answer: unknown;
  /** The same page a period before, where it is compared. */
  readonly earlier: { readonly answer: unknown; readonly span: Earlier } | undefined;
  readonly names: NameBook;
  readonly change: (change: Partial<State>) => void;
  readonly savePng: (list: VisitesList) => Promise<void>;
}

/** What a tab shows of an answer: its key figures, then a card a list. */
export function tabView({ state, answer, earlier, names, change, savePng }: ViewData): readonly HTMLElement[] {
  const figures = figuresOf(state.tab, answer);
  const cards = visitesLists
    .filter(({ page }) => page === state.tab)
    .map((list) => {
      const before = earlier && { rows: readList(earlier.answer, list), labelThen: earlier.span.labelThen };
      return chartCard({
        list,
        rows: readList(answer, list),
        names,
        before,
        chosen: chosenIn(state, list.choose?.filter),
        choose: (key) => list.choose && change(choiceOf(list.choose.filter, key)),
        savePng: () => savePng(list),
      });
    });
  const isEmpty = figures[0]?.value === 0;
  const nothing = h(
    'p',
    { class: 'notice' },
    'Rien ne correspond à ces filtres. ',
    h(
      'button',
      { type: 'button', class: 'link', onclick: () => change({ period: 'tout', from: undefined, to: undefined }) },
      'Voir toutes les dates',
    ),
  );
  const before = earlier && figuresOf(state.tab, earlier.answer);
  return [...(isEmpty ? [nothing] : []), figuresRow(figures, before), h('div', { class: 'cards' }, cards)];
}

function choiceOf(filter: ChosenFilter, key: string): Partial<State> {
  if (filter === 'period') return { period: 'libre', ...spanOfLabel(key) };
  if (filter === 'id_responsable') return { head: Number(key), user: undefined };
  return {
    [{ region: 'region', gamme: 'gamme', code_categorie: 'category', code_type_investissement: 'investmentType' }[
      filter
    ]]: key,
  };
}

function chosenIn(state: State, filter: ChosenFilter | undefined): string | undefined {
  if (filter === 'region') return state.region;
  if (filter === 'gamme') return state.gamme;
  if (filter === 'code_categorie') return state.category;
  if (filter === 'code_type_investissement') return state.investmentType;
  return undefined;
}
