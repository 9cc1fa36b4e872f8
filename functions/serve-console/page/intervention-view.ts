import { logSchema, replayedSchema, type Story, storySchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { logPanel } from './log-panel.ts';
import { actionButton, badge, foreign, link } from './parts.ts';
import { photoStrip } from './photo-strip.ts';
import { definitions } from './run-view.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

const stageWords = { a_faire: 'à faire', en_cours: 'en cours', fait: 'faite', en_erreur: 'en erreur' } as const;

/** One intervention's story: where it stands, each stage with its tries and errors, its photos while they are kept. */
export const showIntervention: View = (context) => {
  const { place, api, query, signal } = context;
  const id = query.get('intervention') ?? '';
  const body = h('div', { class: 'stack' });
  const photos = photoStrip(context, id);
  let reference = '';
  const log = logPanel(context, () =>
    api.ask('/log', { query: { interventionId: reference }, signal, parse: logSchema.parse }),
  );
  const title = h('h1', { tabindex: -1 }, 'Intervention');
  replaceChildren(
    place,
    h('p', { class: 'back no-print' }, link(context, { vue: 'interventions' }, '← Toutes les interventions')),
    h('div', { class: 'page-head' }, title),
    body,
    photos.element,
    log,
  );
  let drawn = '';
  const watching = watch(
    { place: body, signal, seconds: 5 },
    (abort) => api.ask(`/interventions/${encodeURIComponent(id)}`, { signal: abort, parse: storySchema.parse }),
    (story) => {
      const text = JSON.stringify(story);
      if (text === drawn) return undefined;
      drawn = text;
      reference = story.reference;
      replaceChildren(title, 'Intervention ', foreign(story.reference));
      replaceChildren(
        body,
        factsOf(context, story),
        stagesOf(context, story),
        messagesOf(context, story, () => watching.again()),
      );
      photos.show(story);
      return story.state === 'en_cours' ? 2 : 10;
    },
  );
};

function factsOf(context: ViewContext, story: Story): HTMLElement {
  const { format } = context;
  return h(
    'section',
    { class: 'card block' },
    definitions([
      ['État', badge(story.state, story.label)],
      ['Rendez-vous', `${format.day(story.day)} ${story.time}`],
      ['Département', foreign(story.departement)],
      ['Jeton', foreign(story.jeton)],
      ['PTO', story.pto === null ? '–' : foreign(story.pto)],
      ['Techniciens', foreign(story.technicians.join(', ') || '–')],
      ['Passage', link(context, { vue: 'passages', passage: story.runId }, foreign(story.runId))],
      ['Prise dans la liste', format.instant(story.collectedAt)],
      ['Livrée', story.deliveredAt === null ? 'pas encore' : format.instant(story.deliveredAt)],
    ]),
    story.warnings.map((warning) => h('p', { class: 'notice warning' }, foreign(warning))),
  );
}

function stagesOf({ format }: ViewContext, { stages }: Story): HTMLElement {
  return h(
    'section',
    { class: 'card block' },
    h('h2', {}, 'Étapes'),
    h(
      'ol',
      { class: 'timeline' },
      stages.map(({ label, status, attempts, startedAt, doneAt, durationMs, error }) =>
        h(
          'li',
          { class: status },
          h('div', { class: 'timeline-head' }, h('strong', {}, label), badge(status, stageWords[status])),
          h(
            'p',
            { class: 'hint' },
            [
              startedAt === null ? null : `commencée le ${format.instant(startedAt)}`,
              doneAt === null ? null : `finie à ${format.time(doneAt)}`,
              durationMs === null ? null : `en ${format.duration(durationMs)}`,
              attempts > 1 ? `${attempts} essais` : null,
            ]
              .filter((part) => part !== null)
              .join(', '),
          ),
          error !== null && h('p', { class: 'notice error' }, foreign(error)),
        ),
      ),
    ),
  );
}

function messagesOf(
  { api, format, mayOperate }: ViewContext,
  { messages }: Story,
  again: () => void,
): HTMLElement | undefined {
  if (messages.length === 0) return undefined;
  return h(
    'section',
    { class: 'card block' },
    h('h2', {}, 'Messages rejetés'),
    h(
      'ul',
      { class: 'plain' },
      messages.map(({ id, function: name, reason, at, replayedAt }) =>
        h(
          'li',
          {},
          h('p', {}, h('strong', {}, name), `, ${format.instant(at)} : `, foreign(reason)),
          replayedAt !== null
            ? h('p', { class: 'hint' }, `renvoyé le ${format.instant(replayedAt)}`)
            : mayOperate &&
                actionButton('Renvoyer', { name: `Renvoyer le message ${id}` }, async () => {
                  await api.ask(`/messages/${encodeURIComponent(id)}/replay`, {
                    method: 'POST',
                    parse: replayedSchema.parse,
                  });
                  setTimeout(again, 500);
                  return 'Le message est renvoyé.';
                }),
        ),
      ),
    ),
  );
}
