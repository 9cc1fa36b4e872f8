import { calendarBody, calendarsBody } from '../../../shared/messages/reservations-api.ts';
import type { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { pressTwice, whileBusy } from './busy.ts';
import type { Desk } from './desk.ts';
import { openDialog } from './dialog.ts';
import { readInstant } from './planning.ts';

/** Secret links for calendar programs: made, shown once, revoked. */
export function openCalendarLinks(desk: Desk): void {
  const { api, words, signal } = desk;
  const trouble = h('p', { class: 'field-error', role: 'alert' });
  const made = h('div', { 'aria-live': 'polite' });
  const list = h('ul', { class: 'mine-list' });
  const what = h(
    'select',
    { id: 'lien-quoi' },
    h('option', { value: '' }, 'Mes réservations'),
    desk.planning().machines.map(({ id }) => h('option', { value: id }, `Machine ${id}`)),
  );
  const create = h('button', { type: 'submit', class: 'button primary' }, 'Créer un lien');
  const refused = (error: ApiError): void => {
    trouble.textContent = error.message;
  };
  openDialog(
    'S’abonner dans son agenda',
    signal,
    h(
      'p',
      { class: 'hint' },
      'Un lien pour Outlook, Google Agenda, Thunderbird… Qui a le lien peut lire, jusqu’à ce que vous le révoquiez.',
    ),
    h(
      'form',
      {
        class: 'row',
        onsubmit: (event: Event) => {
          event.preventDefault();
          void whileBusy(create, add, refused);
        },
      },
      h('div', { class: 'field' }, h('label', { for: 'lien-quoi' }, 'Contenu'), what),
      create,
    ),
    made,
    trouble,
    list,
  );
  void whileBusy(create, load, refused);

  async function load(): Promise<void> {
    const { calendars } = await api.ask('/calendars', { parse: calendarsBody.parse, signal });
    replaceChildren(
      list,
      calendars.map(({ id, idRessource, date_creation }) => {
        const revoke = h('button', { type: 'button', class: 'button small danger' }, 'Révoquer');
        pressTwice(revoke, 'Oui, révoquer', () => void whileBusy(revoke, () => remove(id), refused));
        const name = idRessource === null ? 'Mes réservations' : `Machine ${idRessource}`;
        const created = `créé ${words.instant(readInstant(date_creation))}`;
        return h('li', {}, h('div', {}, h('strong', {}, name), h('p', { class: 'hint' }, created)), revoke);
      }),
    );
  }

  async function add(): Promise<void> {
    const body = what.value === '' ? {} : { idRessource: Number(what.value) };
    const { url } = await api.ask('/calendars', { method: 'POST', body, parse: calendarBody.parse });
    const field = h('input', { readonly: true, value: url, 'aria-label': 'Lien du calendrier' });
    const copy = h('button', { type: 'button', class: 'button' }, 'Copier');
    copy.addEventListener('click', async () => {
      field.select();
      await navigator.clipboard.writeText(url);
      notify('Le lien est copié.', 'success');
    });
    replaceChildren(
      made,
      h('p', { class: 'notice success' }, 'Copiez ce lien maintenant : il n’est montré qu’une fois.'),
      h('div', { class: 'row' }, field, copy),
    );
    field.focus();
    field.select();
    await load();
  }

  async function remove(id: string): Promise<void> {
    await api.open(`/calendars/${encodeURIComponent(id)}`, { method: 'DELETE' });
    notify('Le lien ne donne plus rien à lire.', 'success');
    await load();
  }
}
