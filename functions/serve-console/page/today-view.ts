import { historySchema, runDetailSchema, startedRunSchema, todaySchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { dayTiles } from './day-tiles.ts';
import { dayChart, photosChart } from './history-view.ts';
import { actionButton, link } from './parts.ts';
import { stageList } from './run-view.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

/** The day at a glance: what was found, done and failed, what runs now, and the last two weeks as a picture. */
export const showToday: View = (context) => {
  const { place, api, format, signal } = context;
  const head = h('h1', { tabindex: -1 }, 'Aujourd’hui');
  const when = h('p', {}, 'Chargement…');
  const tiles = h('div', { class: 'tiles' });
  const running = h('div', { class: 'running' });
  const chart = h('div', { class: 'charts two' });
  const looking = { place: tiles, signal, seconds: 5 };
  const watching = watch(
    looking,
    async (abort) => {
      const today = await api.ask('/today', { signal: abort, parse: todaySchema.parse });
      const runs = await Promise.all(
        today.openRuns.map((id) =>
          api.ask(`/runs/${encodeURIComponent(id)}`, { signal: abort, parse: runDetailSchema.parse }),
        ),
      );
      return { today, runs };
    },
    ({ today, runs }) => {
      when.textContent = `${format.day(today.day)}, vu à ${format.time(today.at)}`;
      replaceChildren(tiles, dayTiles(context, today));
      replaceChildren(
        running,
        runs.map((run) =>
          h(
            'section',
            { class: 'card block', 'aria-label': `Passage de ${format.time(run.startedAt)}` },
            h(
              'h2',
              {},
              link(context, { vue: 'passages', passage: run.id }, `Passage de ${format.time(run.startedAt)}, en cours`),
            ),
            run.error !== null && h('p', { class: 'notice warning' }, h('bdi', {}, run.error)),
            stageList(context, run),
          ),
        ),
      );
      return runs.length > 0 ? 2 : 5;
    },
  );
  watch(
    { place: chart, signal, seconds: 60 },
    (abort) => api.ask('/history', { query: { days: 14 }, signal: abort, parse: historySchema.parse }),
    (history) => {
      replaceChildren(
        chart,
        dayChart(context, history, 'Interventions des quatorze derniers jours'),
        photosChart(context, history, 'Photos des quatorze derniers jours'),
      );
      return 60;
    },
  );
  replaceChildren(
    place,
    h(
      'div',
      { class: 'page-head' },
      h('div', {}, head, when),
      context.mayOperate && startButton(context, watching.again),
    ),
    tiles,
    running,
    chart,
  );
};

function startButton({ api }: ViewContext, again: () => void): HTMLElement {
  return actionButton(
    'Lancer un passage',
    { primary: true, confirm: 'Lancer maintenant un passage sur les interventions d’aujourd’hui ?' },
    async () => {
      const { runId } = await api.ask('/runs', { method: 'POST', body: {}, parse: startedRunSchema.parse });
      setTimeout(again, 500);
      return `Le passage ${runId} est demandé.`;
    },
  );
}
