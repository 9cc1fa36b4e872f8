import { logSchema, type RunDetail, runDetailSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { progressBar } from './charts.ts';
import { logPanel } from './log-panel.ts';
import { badge, counted, foreign, link, table } from './parts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

/** One run: where its stages stand, what stopped what, and its log. */
export const showRun: View = (context) => {
  const { place, api, query, signal, format } = context;
  const id = query.get('passage') ?? '';
  const body = h('div', { class: 'stack' });
  const log = logPanel(context, () => api.ask('/log', { query: { runId: id }, signal, parse: logSchema.parse }));
  replaceChildren(
    place,
    h('p', { class: 'back no-print' }, link(context, { vue: 'passages' }, '← Tous les passages')),
    h('div', { class: 'page-head' }, h('h1', { tabindex: -1 }, 'Passage ', foreign(id))),
    body,
    log,
  );
  watch(
    { place: body, signal, seconds: 2 },
    (abort) => api.ask(`/runs/${encodeURIComponent(id)}`, { signal: abort, parse: runDetailSchema.parse }),
    (run) => {
      replaceChildren(
        body,
        factsOf(context, run),
        h('section', { class: 'card block' }, h('h2', {}, 'Étapes'), stageList(context, run)),
        troubles(context, run),
      );
      return run.status === 'en_cours' ? 2 : 30;
    },
  );

  function factsOf(from: ViewContext, run: RunDetail): HTMLElement {
    const facts: [string, Node | string][] = [
      ['État', badge(run.status, run.label)],
      ['Jours', run.from === run.to ? format.day(run.from) : `${format.day(run.from)} au ${format.day(run.to)}`],
      ['Début', format.instant(run.startedAt)],
      ['Fin', run.endedAt === null ? 'en cours' : format.instant(run.endedAt)],
      ['Dans la liste du portail', format.number(run.found)],
      ['Interventions', link(from, { vue: 'interventions', passage: run.id }, format.number(run.interventions))],
      ['Livrées', format.number(run.delivered)],
      [
        'Photos',
        run.endedAt === null ? 'comptées à la fin' : `${format.number(run.photos)} (${format.bytes(run.bytes)})`,
      ],
      ['Essais de la liste', format.number(run.attempts)],
    ];
    return h(
      'section',
      { class: 'card block' },
      run.error !== null && h('p', { class: 'notice error' }, 'La liste du portail : ', foreign(run.error)),
      definitions(facts),
    );
  }
};

/** A line a stage: done, failed, of how many, and how long one usually takes. */
export function stageList({ format }: ViewContext, { stages, interventions }: RunDetail): HTMLElement {
  return h(
    'ul',
    { class: 'bars' },
    stages.map(({ label, done, failed, medianMs }) =>
      h(
        'li',
        {},
        h('span', { class: 'bar-label' }, label),
        h(
          'span',
          { class: 'bar-value' },
          `${format.number(done)} sur ${format.number(interventions)}`,
          failed > 0 && h('strong', { class: 'failed' }, ` ${format.number(failed)} en erreur`),
          medianMs !== null && h('span', { class: 'hint' }, ` ${format.duration(medianMs)}`),
        ),
        progressBar(done, failed, interventions),
      ),
    ),
  );
}

/** Names and values, side by side. */
export function definitions(facts: readonly (readonly [string, Node | string])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

function troubles(context: ViewContext, run: RunDetail): HTMLElement[] {
  const unreadable = run.days.reduce((sum, { rejectedRows }) => sum + rejectedRows, 0);
  const notes = run.days.flatMap(({ day, warnings }) => warnings.map((text) => `${context.format.day(day)} : ${text}`));
  const open = (id: string, reference: string) =>
    link(context, { vue: 'interventions', intervention: id }, foreign(reference));
  return [
    ...(unreadable > 0
      ? [
          h(
            'p',
            { class: 'notice warning' },
            `${counted(context, unreadable, 'ligne de la liste n’a pas pu être lue ; elle est gardée', 'lignes de la liste n’ont pas pu être lues ; elles sont gardées')} avec la raison.`,
          ),
        ]
      : []),
    ...notes.map((text) => h('p', { class: 'notice warning' }, foreign(text))),
    ...(run.failures.length > 0
      ? [
          h(
            'section',
            { class: 'card block' },
            h('h2', {}, 'Non livrées'),
            table(
              'Interventions non livrées',
              ['Intervention', 'Étape', 'Cause'],
              run.failures.map(({ id, reference, stage, text }) => [open(id, reference), stage, foreign(text)]),
            ),
          ),
        ]
      : []),
    ...(run.warnings.length > 0
      ? [
          h(
            'section',
            { class: 'card block' },
            h('h2', {}, 'À vérifier'),
            table(
              'À vérifier',
              ['Intervention', 'Remarque'],
              run.warnings.map(({ id, reference, text }) => [open(id, reference), foreign(text)]),
            ),
          ),
        ]
      : []),
  ];
}
