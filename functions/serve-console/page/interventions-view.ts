import { interventionPageSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { badge, foreign, link, pager, table } from './parts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

const states = {
  '': 'Tous les états',
  en_cours: 'En cours',
  en_attente: 'En attente',
  livre: 'Livrées',
  rejete: 'Rejetées',
} as const;

/** Interventions by day, state, run or the beginning of their reference; the filters are in the address. */
export const showInterventions: View = (context) => {
  const { place, api, query, signal, format } = context;
  const given = (name: string) => query.get(name) || undefined;
  const filters = {
    vue: 'interventions',
    jour: given('jour'),
    etat: given('etat'),
    passage: given('passage'),
    reference: given('reference'),
  };
  const list = h('div', { class: 'card' });
  replaceChildren(
    place,
    h('div', { class: 'page-head' }, h('h1', { tabindex: -1 }, 'Interventions')),
    filterForm(context, filters),
    list,
  );
  watch(
    { place: list, signal, seconds: 10 },
    (abort) =>
      api.ask('/interventions', {
        query: {
          day: filters.jour,
          state: filters.etat,
          runId: filters.passage,
          reference: filters.reference,
          after: given('apres'),
        },
        signal: abort,
        parse: interventionPageSchema.parse,
      }),
    ({ interventions, next }) => {
      const rows = interventions.map(
        ({ id, reference, day, time, departement, state, label, stage, error, photos }) => [
          link(context, { vue: 'interventions', intervention: id }, foreign(reference)),
          badge(state, label),
          `${format.day(day)} ${time}`,
          foreign(departement),
          format.number(photos),
          stage === null ? '' : [stage, error !== null && [' : ', foreign(error)]],
        ],
      );
      replaceChildren(
        list,
        rows.length === 0
          ? h('p', { class: 'empty' }, 'Aucune intervention ne correspond à ces filtres.')
          : table(
              'Interventions',
              ['Référence', 'État', 'Rendez-vous', 'Département', { name: 'Photos', number: true }, 'Étape et cause'],
              rows,
            ),
        pager(context, filters, next),
      );
      return undefined;
    },
  );
};

function filterForm({ go }: ViewContext, filters: Readonly<Record<string, string | undefined>>): HTMLElement {
  const day = h('input', { type: 'date', id: 'filtre-jour', name: 'jour', value: filters.jour });
  const state = h(
    'select',
    { id: 'filtre-etat', name: 'etat' },
    Object.entries(states).map(([key, label]) =>
      h('option', { value: key, selected: key === (filters.etat ?? '') }, label),
    ),
  );
  const reference = h('input', {
    type: 'search',
    id: 'filtre-reference',
    name: 'reference',
    value: filters.reference,
    autocomplete: 'off',
    dir: 'auto',
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    go({
      vue: 'interventions',
      jour: day.value,
      etat: state.value,
      reference: reference.value.trim(),
      passage: filters.passage,
    });
  };
  const field = (label: string, control: HTMLElement) =>
    h('div', { class: 'field' }, h('label', { for: control.id }, label), control);
  return h(
    'form',
    { class: 'filters no-print', onsubmit: submit, role: 'search' },
    field('Jour', day),
    field('État', state),
    field('Référence (le début)', reference),
    h('button', { type: 'submit', class: 'button primary' }, 'Filtrer'),
    h('button', { type: 'button', class: 'button', onclick: () => go({ vue: 'interventions' }) }, 'Effacer'),
    filters.passage !== undefined && h('p', { class: 'hint' }, 'Passage ', foreign(filters.passage)),
  );
}
