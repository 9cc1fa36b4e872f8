import type { NameBook } from '../../../shared/charts/list-chart.ts';
import { dayInZone } from '../../../shared/domain/day.ts';
import { type Choices, choicesSchema } from '../../../shared/domain/visites/lists/choices.ts';
import type { VisitesList } from '../../../shared/domain/visites/lists/list.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { saveFile } from '../../../shared/pages/browser/save-file.ts';
import { showMiddle } from '../../../shared/pages/browser/show-middle.ts';
import type { PageContext } from '../../../shared/pages/browser/start-page.ts';
import { filterBar } from './filter-bar.ts';
import { headlineOf } from './headline.ts';
import { earlierThan, type Span } from './periods.ts';
import { filtersFor } from './request.ts';
import { boundsOf, readState, type State, writeState } from './state.ts';
import { tabList } from './tab-list.ts';
import { tabView } from './tab-view.ts';

/** Shows the dashboard in the page's main part until the person leaves. */
export async function openDashboard({ main, api, zone, signal }: PageContext): Promise<void> {
  const today = dayInZone(new Date(), zone);
  const headline = h('p', { id: 'selection', 'aria-live': 'polite' });
  const filters = h('div');
  const tabs = h('div');
  const view = h('div', { id: 'vue', role: 'tabpanel', tabindex: -1 });
  main.append(
    h('div', { class: 'page-head' }, h('div', {}, h('h1', {}, 'Analyses des visites'), headline)),
    filters,
    tabs,
    view,
  );
  let state = readState(location.search);
  let asked = new AbortController();

  const load = async (): Promise<{ readonly choices: Choices; readonly names: NameBook }> => {
    const choices = await api.ask('/choices', { parse: (json) => choicesSchema.parse(json), signal });
    return { choices, names: namesOf(choices) };
  };
  let loading: ReturnType<typeof load> | undefined;

  const show = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    const bounds = boundsOf(state, today);
    const { from, to } = bounds;
    const isWhole = from !== undefined && to !== undefined && from <= to;
    const earlier = state.compares && isWhole ? earlierThan(state.period, { from, to }) : undefined;
    const ask = (span: Partial<Span>): Promise<unknown> =>
      api.ask(`/${state.tab}`, {
        method: 'POST',
        body: filtersFor(state.tab, state, span),
        parse: (json) => json,
        signal: current,
      });
    if (view.childElementCount === 0) replaceChildren(view, skeleton());
    view.setAttribute('aria-busy', 'true');
    view.setAttribute('aria-labelledby', `onglet-${state.tab}`);
    redraw(
      tabs,
      tabList(state.tab, (tab) => change({ tab })),
    );
    showChosenTab(tabs);
    try {
      loading ??= load();
      const asking = Promise.all([ask(bounds), earlier && ask(earlier)]);
      asking.catch(() => undefined);
      const { choices, names } = await loading;
      if (current.aborted) return;
      redraw(filters, filterBar(state, choices, today, change));
      headline.textContent = headlineOf(state, bounds, earlier, choices);
      const [answer, answerBefore] = await asking;
      if (current.aborted) return;
      const compared = earlier && { answer: answerBefore, span: earlier };
      replaceChildren(
        view,
        tabView({ state, answer, earlier: compared, names, change: (to) => change(byCode(to, choices)), savePng }),
      );
    } catch (error) {
      if (current.aborted) return;
      loading = undefined;
      replaceChildren(
        view,
        failure(error, () => void show()),
      );
      if (!(error instanceof ApiError)) throw error;
    } finally {
      if (!current.aborted) view.removeAttribute('aria-busy');
    }
  };
  const change = (changed: Partial<State>): void => {
    state = { ...state, ...changed };
    history.pushState(null, '', writeState(state));
    void show();
  };
  const savePng = async (list: VisitesList): Promise<void> => {
    try {
      const query = filtersFor(state.tab, state, boundsOf(state, today));
      const response = await api.open(`/charts/${list.page}/${list.name}.png`, { query, signal });
      saveFile(`${list.page}-${list.name}.png`, await response.blob());
    } catch (error) {
      if (signal.aborted) return;
      notify(error instanceof ApiError ? error.message : 'L’image n’a pas pu être faite.', 'error');
    }
  };
  addEventListener(
    'popstate',
    () => {
      state = readState(location.search);
      void show();
    },
    { signal },
  );
  await show();
}

/** Puts the element in the place of what is there, and leaves the focus where it was. */
function redraw(place: HTMLElement, content: HTMLElement): void {
  const focused = document.activeElement;
  const isTab = focused?.getAttribute('role') === 'tab';
  const id = focused !== null && place.contains(focused) ? focused.id : '';
  replaceChildren(place, content);
  if (isTab && id !== '') place.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  else if (id !== '') document.getElementById(id)?.focus();
}

/** A list that has regions by their label only chooses the region's code all the same: filters go by codes. */
function byCode(changed: Partial<State>, { regions }: Choices): Partial<State> {
  const found = regions.find(({ libelle }) => libelle === changed.region);
  return found === undefined ? changed : { ...changed, region: found.code };
}

/** On a phone the tabs are wider than the page: the chosen one is moved to its middle. */
function showChosenTab(tabs: HTMLElement): void {
  const chosen = tabs.querySelector<HTMLElement>('[aria-selected="true"]');
  if (chosen?.parentElement) showMiddle(chosen.parentElement, chosen);
}

function namesOf({ utilisateurs, types_investissement }: Choices): NameBook {
  return {
    users: new Map(utilisateurs.map(({ id_utilisateur, nom }) => [String(id_utilisateur), nom])),
    investmentTypes: new Map(types_investissement.map(({ code, libelle }) => [code, libelle])),
  };
}

function skeleton(): HTMLElement {
  const cards = Array.from({ length: 4 }, () =>
    h('div', { class: 'card chart-card' }, h('div', { class: 'loading tall' })),
  );
  return h('div', { class: 'cards', 'aria-label': 'Chargement', role: 'status' }, cards);
}

function failure(error: unknown, retry: () => void): HTMLElement {
  const told = error instanceof ApiError ? [error.message, ...error.fields.map(({ detail }) => detail)] : undefined;
  return h(
    'div',
    { class: 'notice error', role: 'alert' },
    h('p', {}, told?.join(' ') ?? 'La page ne comprend pas la réponse du serveur.'),
    h('button', { type: 'button', class: 'button', onclick: retry }, 'Réessayer'),
  );
}
