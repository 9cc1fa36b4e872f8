import { type ExportsView, exportsSchema, startedRunSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { actionButton, badge, counted, foreign, table } from './parts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

const choices = { manquants: 'Ce qui manque', tous: 'Tous les passages' } as const;

/** The exports of the last days: those that are missing, each with its reason and a button that runs it now, or all runs. */
export const showExports: View = (context) => {
  const { place, api, query, signal, go } = context;
  const asked = query.get('quoi') === 'tous' ? 'tous' : 'manquants';
  const list = h('div', { class: 'card' });
  const count = h('p', {}, '');
  const looking = watch(
    { place: list, signal, seconds: 10 },
    (abort) => api.ask('/exports', { signal: abort, parse: exportsSchema.parse }),
    (view) => {
      const { missing, total } = view;
      count.textContent = `Depuis quatorze jours : ${counted(context, total, 'passage', 'passages')}, ${
        missing.length === 0 ? 'rien ne manque' : counted(context, missing.length, 'export manque', 'exports manquent')
      }.`;
      replaceChildren(
        list,
        asked === 'tous' ? allRuns(context, view) : whatIsMissing(context, view, () => looking.again()),
      );
      return view.runs.some(({ status }) => status === 'en_cours') ? 2 : 10;
    },
  );
  replaceChildren(
    place,
    h(
      'div',
      { class: 'page-head' },
      h('div', {}, h('h1', { tabindex: -1 }, 'Exports'), count),
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': 'Quoi' },
        Object.entries(choices).map(([key, label]) =>
          h(
            'button',
            {
              type: 'button',
              'aria-pressed': String(key === asked),
              onclick: () => go({ vue: 'exports', quoi: key === 'tous' ? key : undefined }),
            },
            label,
          ),
        ),
      ),
    ),
    list,
  );
};

function whatIsMissing(context: ViewContext, { missing }: ExportsView, again: () => void): HTMLElement {
  const { api, format, mayOperate } = context;
  if (missing.length === 0)
    return h('p', { class: 'empty' }, 'Rien ne manque : chaque export de ces jours a son fichier.');
  const rows = missing.map(({ export: name, title, date, status, label, reason }) => [
    [h('strong', {}, title), ' ', h('code', {}, name)],
    format.day(date),
    badge(status, label),
    reason === null ? '' : foreign(reason),
    mayOperate &&
      actionButton('Lancer', { name: `Lancer ${name} du ${format.day(date)}` }, async () => {
        await api.ask('/exports/run', {
          method: 'POST',
          body: { export: name, date },
          parse: startedRunSchema.parse,
        });
        setTimeout(again, 1500);
        return `${title} du ${format.day(date)} est lancé.`;
      }),
  ]);
  return table('Exports manquants', ['Export', 'Jour', 'État', 'Cause', ''], rows);
}

function allRuns({ format }: ViewContext, { runs }: ExportsView): HTMLElement {
  if (runs.length === 0) return h('p', { class: 'empty' }, 'Aucun export n’a été lancé ces derniers jours.');
  const number = (name: string) => ({ name, number: true }) as const;
  const rows = runs.map(({ title, date, status, label, startedAt, reason, file, mail }) => [
    h('span', {}, title, file !== null && [h('br'), h('code', { class: 'hint' }, foreign(file.name))]),
    format.day(date),
    badge(status, label),
    file === null ? '' : format.number(file.rows),
    file === null ? '' : format.bytes(file.bytes),
    format.instant(startedAt),
    mail ?? '',
    reason === null ? '' : foreign(reason),
  ]);
  return table(
    'Passages des exports',
    ['Export', 'Jour', 'État', number('Lignes'), number('Taille'), 'Début', 'Courriel', 'Remarque'],
    rows,
  );
}
