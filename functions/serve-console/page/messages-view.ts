import { type MessageView, messagePageSchema, replayedSchema } from '../../../shared/messages/console.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { actionButton, badge, counted, foreign, link, pager } from './parts.ts';
import type { View, ViewContext } from './view.ts';
import { watch } from './watch.ts';

const kinds = { refuse: 'refusé pour de bon', abandonne: 'abandonné après tous ses essais' } as const;

/** Messages that nobody could use, with the reason, and the way to send them again. */
export const showMessages: View = (context) => {
  const { place, api, query, signal, mayOperate } = context;
  const list = h('div', { class: 'stack' });
  const replayAll = actionButton(
    'Tout renvoyer',
    { primary: true, confirm: 'Renvoyer tous les messages qui attendent ?' },
    async () => {
      const { replayed, impossible, more } = await api.ask('/messages/replay', {
        method: 'POST',
        parse: replayedSchema.parse,
      });
      setTimeout(looking.again, 500);
      const rest =
        impossible > 0 ? `, ${counted(context, impossible, 'ne peut pas l’être', 'ne peuvent pas l’être')}` : '';
      const done = counted(context, replayed, 'message renvoyé', 'messages renvoyés');
      return `${done}${rest}${more ? ' ; il en reste, recommencez' : ''}.`;
    },
  );
  const whenSomeWait = h('div', { hidden: true }, mayOperate && replayAll);
  const looking = watch(
    { place: list, signal, seconds: 10 },
    (abort) =>
      api.ask('/messages', {
        query: { after: query.get('apres') ?? undefined },
        signal: abort,
        parse: messagePageSchema.parse,
      }),
    ({ messages, next }) => {
      whenSomeWait.hidden = messages.length === 0;
      replaceChildren(
        list,
        messages.length === 0
          ? h(
              'p',
              { class: 'empty card' },
              'Aucun message n’attend : tout ce qui a été refusé ou abandonné a trouvé sa suite.',
            )
          : messages.map((message) => messageCard(context, message, looking.again)),
        pager(context, { vue: 'messages' }, next),
      );
      return undefined;
    },
  );
  replaceChildren(
    place,
    h(
      'div',
      { class: 'page-head' },
      h(
        'div',
        {},
        h('h1', { tabindex: -1 }, 'Messages rejetés'),
        h('p', {}, 'Corrigez la cause, puis renvoyez : ce qui est déjà fait ne sera pas refait.'),
      ),
      whenSomeWait,
    ),
    list,
  );
};

function messageCard(context: ViewContext, message: MessageView, again: () => void): HTMLElement {
  const { api, format, mayOperate } = context;
  const { id, kind, function: name, topic, reference, interventionId, content, reason, at, canReplay } = message;
  return h(
    'article',
    { class: 'card block message', 'aria-label': `Message ${id}` },
    h(
      'header',
      {},
      badge(kind, kinds[kind]),
      h('strong', {}, name),
      h('span', { class: 'hint' }, `${topic}, ${format.instant(at)}`),
      reference !== null &&
        interventionId !== null &&
        link(context, { vue: 'interventions', intervention: interventionId }, foreign(reference)),
    ),
    h('p', { class: 'reason' }, foreign(reason)),
    h('details', {}, h('summary', {}, 'Contenu'), h('pre', { tabindex: 0 }, foreign(content))),
    mayOperate &&
      canReplay &&
      actionButton('Renvoyer', { name: `Renvoyer le message ${id}` }, async () => {
        await api.ask(`/messages/${encodeURIComponent(id)}/replay`, { method: 'POST', parse: replayedSchema.parse });
        setTimeout(again, 500);
        return 'Le message est renvoyé.';
      }),
    !canReplay && h('p', { class: 'hint' }, 'Il ne peut pas être renvoyé tel quel.'),
  );
}
