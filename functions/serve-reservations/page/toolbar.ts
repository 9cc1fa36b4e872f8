import type { Day } from '../../../shared/domain/day.ts';
import { parseDay } from '../../../shared/domain/day.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { dayAfter, type State, type ViewName, views } from './state.ts';

const periods = { jour: 'Jour', semaine: 'Semaine', mois: 'Mois' } as const;
const genders = {
  jour: ['précédent', 'suivant'],
  semaine: ['précédente', 'suivante'],
  mois: ['précédent', 'suivant'],
} as const;

/** Which period is shown and how, and the way to others. */
export function toolbar(state: State, today: Day, title: string, go: (change: Partial<State>) => void): HTMLElement[] {
  const [before, after] = genders[state.view];
  const step = (label: string, sign: string, by: 1 | -1) =>
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': `${periods[state.view]} ${label}`,
        'data-key': `pas-${by}`,
        onclick: () => go({ day: dayAfter(state, by) }),
      },
      sign,
    );
  const pick = h('input', { type: 'date', 'aria-label': 'Aller à une date', value: state.day, 'data-key': 'date' });
  pick.addEventListener('change', () => {
    const day = parseDay(pick.value);
    if (day !== undefined) go({ day });
  });
  return [
    h(
      'div',
      { class: 'moves' },
      step(before, '‹', -1),
      step(after, '›', 1),
      h(
        'button',
        { type: 'button', class: 'button small', 'data-key': 'aujourdhui', onclick: () => go({ day: today }) },
        'Aujourd’hui',
      ),
      h('h2', { id: 'periode', 'aria-live': 'polite' }, title),
    ),
    h(
      'div',
      { class: 'moves' },
      h(
        'label',
        { class: 'check' },
        h('input', {
          type: 'checkbox',
          checked: state.mineOnly,
          'data-key': 'miennes',
          onchange: () => go({ mineOnly: !state.mineOnly }),
        }),
        ' Les miennes',
      ),
      pick,
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': 'Vue' },
        (Object.keys(views) as ViewName[]).map((view) =>
          h(
            'button',
            {
              type: 'button',
              'aria-pressed': String(view === state.view),
              'data-key': `vue-${view}`,
              onclick: () => go({ view }),
            },
            views[view],
          ),
        ),
      ),
    ),
  ];
}
