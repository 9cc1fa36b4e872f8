import './without-eval.ts';

import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { showMiddle } from '../../../shared/pages/browser/show-middle.ts';
import { startPage } from '../../../shared/pages/browser/start-page.ts';
import { showExports } from './exports-view.ts';
import { showFleet } from './fleet-view.ts';
import { createFormats } from './format.ts';
import { showHistory } from './history-view.ts';
import { showIntervention } from './intervention-view.ts';
import { showInterventions } from './interventions-view.ts';
import { showMessages } from './messages-view.ts';
import { showRun } from './run-view.ts';
import { showRuns } from './runs-view.ts';
import { showToday } from './today-view.ts';
import type { View, ViewContext } from './view.ts';

const views: Readonly<Record<string, { readonly label: string; readonly show: View }>> = {
  jour: { label: 'Aujourd’hui', show: showToday },
  passages: {
    label: 'Passages',
    show: (context) => (context.query.has('passage') ? showRun(context) : showRuns(context)),
  },
  interventions: {
    label: 'Interventions',
    show: (context) => (context.query.has('intervention') ? showIntervention(context) : showInterventions(context)),
  },
  messages: { label: 'Messages rejetés', show: showMessages },
  flotte: { label: 'Flotte', show: showFleet },
  exports: { label: 'Exports', show: showExports },
  mois: { label: 'Le mois', show: showHistory },
};

startPage(({ main, api, user, zone, signal }) => {
  const format = createFormats(zone);
  const mayOperate = user.roles.some((role) => role === 'operator' || role === 'admin');
  const tabs = h('nav', { class: 'tabs no-print', 'aria-label': 'Vues de la console' });
  const place = h('div', { class: 'view' });
  replaceChildren(main, tabs, place);
  let shown = new AbortController();

  const address: ViewContext['address'] = (query) => {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    );
    return given.length === 0 ? location.pathname : `${location.pathname}?${new URLSearchParams(given)}`;
  };
  const go: ViewContext['go'] = (query) => {
    history.pushState(null, '', address(query));
    show();
    scrollTo(0, 0);
    place.querySelector('h1')?.focus();
  };
  const show = (): void => {
    shown.abort();
    shown = new AbortController();
    const query = new URLSearchParams(location.search);
    const name = query.get('vue') ?? 'jour';
    const view = views[name] ?? views.jour;
    const context = {
      place,
      api,
      format,
      mayOperate,
      query,
      signal: AbortSignal.any([signal, shown.signal]),
      go,
      address,
    };
    replaceChildren(
      tabs,
      Object.entries(views).map(([key, { label }]) => tab(context, key, label, view === views[key])),
    );
    showMiddle(tabs, tabs.querySelector('[aria-current]'));
    replaceChildren(place);
    view?.show(context);
  };
  addEventListener('popstate', show, { signal });
  show();
});

function tab({ go, address }: ViewContext, key: string, label: string, isCurrent: boolean): HTMLElement {
  const query = { vue: key === 'jour' ? undefined : key };
  const follow = (event: Event): void => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    go(query);
  };
  return h('a', { href: address(query), onclick: follow, 'aria-current': isCurrent && 'page' }, label);
}
