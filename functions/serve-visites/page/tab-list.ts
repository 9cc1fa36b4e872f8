import type { ListPage } from '../../../shared/domain/visites/lists/list.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { tabs } from './state.ts';

/** The six tabs; arrows go from one to the next, as screen readers expect. */
export function tabList(shown: ListPage, show: (tab: ListPage) => void): HTMLElement {
  const names = Object.keys(tabs) as ListPage[];
  const buttons = names.map((name) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `onglet-${name}`,
        'aria-selected': String(name === shown),
        'aria-controls': 'vue',
        tabindex: name === shown ? 0 : -1,
        onclick: () => show(name),
      },
      tabs[name],
    ),
  );
  const steps: Readonly<Record<string, (i: number) => number>> = {
    ArrowRight: (i) => (i + 1) % names.length,
    ArrowLeft: (i) => (i + names.length - 1) % names.length,
    Home: () => 0,
    End: () => names.length - 1,
  };
  const move: EventListener = (event) => {
    const to = event instanceof KeyboardEvent ? steps[event.key]?.(names.indexOf(shown)) : undefined;
    const name = to === undefined ? undefined : names[to];
    if (name === undefined) return;
    event.preventDefault();
    show(name);
  };
  return h('div', { class: 'tabs no-print', role: 'tablist', 'aria-label': 'Vues', onkeydown: move }, buttons);
}
