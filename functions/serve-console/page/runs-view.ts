import { runPageSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { badge, link, pager, table } from './parts.ts';
import type { View } from './view.ts';
import { watch } from './watch.ts';

const statuses = {
  '': 'Tous',
  en_cours: 'En cours',
  termine: 'Terminés',
  incomplet: 'Incomplets',
  echoue: 'Échoués',
} as const;

/** The runs, the newest first; those under way move by themselves. */
export const showRuns: View = (context) => {
  const { place, api, query, signal, format, go } = context;
  const status = query.get('etat') ?? '';
  const list = h('div', { class: 'card' });
  replaceChildren(
    place,
    h(
      'div',
      { class: 'page-head' },
      h('h1', { tabindex: -1 }, 'Passages'),
      h(
        'div',
        { class: 'choices', role: 'group', 'aria-label': 'État' },
        Object.entries(statuses).map(([key, label]) =>
          h(
            'button',
            {
              type: 'button',
              'aria-pressed': String(key === status),
              onclick: () => go({ vue: 'passages', etat: key }),
            },
            label,
          ),
        ),
      ),
    ),
    list,
  );
  watch(
    { place: list, signal, seconds: 10 },
    (abort) =>
      api.ask('/runs', {
        query: { status: status === '' ? undefined : status, after: query.get('apres') ?? undefined },
        signal: abort,
        parse: runPageSchema.parse,
      }),
    ({ runs, next }) => {
      const rows = runs.map((run) => [
        link(context, { vue: 'passages', passage: run.id }, format.instant(run.startedAt)),
        badge(run.status, run.label),
        run.from === run.to ? format.day(run.from) : `${format.day(run.from)} au ${format.day(run.to)}`,
        format.number(run.found),
        format.number(run.interventions),
        format.number(run.delivered),
        format.number(run.waiting + run.rejected),
        run.endedAt === null ? '' : format.number(run.photos),
        run.endedAt === null ? '' : format.duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)),
      ]);
      const number = (name: string) => ({ name, number: true }) as const;
      replaceChildren(
        list,
        rows.length === 0
          ? h(
              'p',
              { class: 'empty' },
              'Aucun passage. Un passage se lance tout seul à son heure, ou d’ici : « Aujourd’hui », « Lancer un passage ».',
            )
          : table(
              'Passages',
              [
                'Début',
                'État',
                'Jours',
                number('Dans la liste'),
                number('À faire'),
                number('Livrées'),
                number('Non livrées'),
                number('Photos'),
                number('Durée'),
              ],
              rows,
            ),
        pager(context, { vue: 'passages', etat: status }, next),
      );
      return runs.some((run) => run.status === 'en_cours') ? 2 : 10;
    },
  );
};
