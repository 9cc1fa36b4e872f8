import { type History, historySchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { barsChart, columnsChart } from './charts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

const choices = [7, 14, 30, 90];

/** A month of runs as pictures: what was delivered day by day, how long stages take, why things failed. */
export const showHistory: View = (context) => {
  const { place, api, query, signal, format, go } = context;
  const asked = Number(query.get('jours') ?? 30);
  const days = choices.includes(asked) ? asked : 30;
  const charts = h('div', { class: 'charts two' });
  replaceChildren(
    place,
    h(
      'div',
      { class: 'page-head' },
      h(
        'div',
        {},
        h('h1', { tabindex: -1 }, `Les ${days} derniers jours`),
        h('p', {}, 'Chaque passage compte au jour de son début.'),
      ),
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': 'Période' },
        choices.map((choice) =>
          h(
            'button',
            {
              type: 'button',
              'aria-pressed': String(choice === days),
              onclick: () => go({ vue: 'mois', jours: String(choice) }),
            },
            `${choice} jours`,
          ),
        ),
      ),
    ),
    charts,
  );
  watch(
    { place: charts, signal, seconds: 60 },
    (abort) => api.ask('/history', { query: { days }, signal: abort, parse: historySchema.parse }),
    (history) => {
      replaceChildren(
        charts,
        dayChart(context, history, 'Interventions par jour'),
        photosChart(context, history, 'Photos par jour'),
        barsChart({
          title: 'Durée habituelle d’une étape, par intervention',
          rows: history.durations.map(({ label, median, slowest }) => ({
            label,
            value: median,
            text: `${format.duration(median)} (la plus longue : ${format.duration(slowest)})`,
          })),
          empty: 'Aucun passage terminé dans cette période.',
        }),
        barsChart({
          title: 'Causes d’échec',
          rows: history.causes.map(({ stage, cause, count }) => ({
            label: `${stage} : ${cause}`,
            value: count,
            text: `${format.number(count)} fois`,
            tone: 'tone-bad',
          })),
          empty: 'Rien n’a échoué.',
        }),
      );
      return undefined;
    },
  );
};

export function dayChart({ format }: ViewContext, { days }: History, title: string): HTMLElement {
  return columnsChart({
    title,
    labels: days.map(({ day }) => format.shortDay(day)),
    series: [
      { name: 'livrées', tone: 'tone-good', values: days.map(({ delivered }) => delivered) },
      { name: 'en attente', tone: 'tone-wait', values: days.map(({ waiting }) => waiting) },
      { name: 'rejetées', tone: 'tone-bad', values: days.map(({ rejected }) => rejected) },
    ],
    format: format.number,
  });
}

export function photosChart({ format }: ViewContext, { days }: History, title: string): HTMLElement {
  return columnsChart({
    title,
    labels: days.map(({ day }) => format.shortDay(day)),
    series: [{ name: 'prises', tone: 'tone-1', values: days.map(({ photos }) => photos) }],
    format: format.number,
  });
}
