import { type MissingWindows, missingWindowsSchema, startedRunSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { actionButton, badge, counted, foreign, table } from './parts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

/** The fleet's windows that the warehouse lacks, each with its reason and a button that asks for it now. */
export const showFleet: View = (context) => {
  const { place, api, signal, mayOperate, format } = context;
  const list = h('div', { class: 'card' });
  const passages = h('section', { class: 'stack' });
  const count = h('p', {}, '');
  const looking = watch(
    { place: list, signal, seconds: 15 },
    (abort) => api.ask('/fleet/missing', { signal: abort, parse: missingWindowsSchema.parse }),
    ({ windows, total, runs }) => {
      replaceChildren(passages, runs.length > 0 && [h('h2', {}, 'Dernières collectes'), runsTable(context, runs)]);
      count.textContent =
        total === 0
          ? ''
          : `${counted(context, total, 'fenêtre manque', 'fenêtres manquent')}${total > windows.length ? ` ; voici les ${windows.length} premières` : ''}.`;
      const rows = windows.map(({ table: name, day, status, label, reason }) => [
        h('code', {}, name),
        format.day(day),
        badge(status, label),
        reason === null ? '' : foreign(reason),
        mayOperate &&
          actionButton('Demander', { name: `Demander ${name} du ${format.day(day)}` }, async () => {
            await api.ask('/fleet/run', { method: 'POST', body: { table: name, day }, parse: startedRunSchema.parse });
            setTimeout(looking.again, 1000);
            return `${name} du ${format.day(day)} est demandée.`;
          }),
      ]);
      replaceChildren(
        list,
        rows.length === 0
          ? h('p', { class: 'empty' }, 'Rien ne manque : tout ce qui a été demandé est dans l’entrepôt.')
          : table('Fenêtres manquantes', ['Table', 'Jour', 'État', 'Cause', ''], rows),
      );
      return undefined;
    },
  );
  replaceChildren(
    place,
    h('div', { class: 'page-head' }, h('div', {}, h('h1', { tabindex: -1 }, 'Flotte : ce qui manque'), count)),
    list,
    passages,
  );
};

function runsTable({ format }: ViewContext, runs: MissingWindows['runs']): HTMLElement {
  const number = (name: string) => ({ name, number: true }) as const;
  const rows = runs.map(({ startedAt, from, to, tables, asked, covered }) => [
    format.instant(startedAt),
    `${format.day(from)} au ${format.day(to)} exclu`,
    format.number(tables),
    format.number(asked),
    format.number(covered),
  ]);
  const columns = ['Début', 'Jours', number('Tables'), number('Fenêtres demandées'), number('Déjà là')];
  return h('div', { class: 'card' }, table('Dernières collectes', columns, rows));
}
