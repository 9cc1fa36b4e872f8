import type { Instant } from '../../../shared/domain/reservations/instant.ts';
import { wholeReservationBody } from '../../../shared/messages/reservations-api.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { bookingForm } from './booking-form.ts';
import { whileBusy } from './busy.ts';
import { type Desk, nowInstant } from './desk.ts';
import { openDialog } from './dialog.ts';
import { type Draft, sent } from './draft.ts';
import { readInstant } from './planning.ts';

const usualSeconds = 2 * 3600;

/** A draft on the machine from the instant on, or from the next half hour. */
export function draftAt(desk: Desk, machine?: number, debut?: Instant, fin?: Instant): Draft {
  const soon = Math.ceil(nowInstant() / 1800) * 1800;
  const from = debut ?? soon;
  const found = desk.planning().machines.find(({ id }) => id === machine) ?? desk.planning().machines[0];
  const lignes =
    found === undefined
      ? []
      : [
          {
            idRessource: found.id,
            nbGPU: Math.min(1, found.capacity.gpu),
            nbMemoire: Math.min(1, found.capacity.memoire),
          },
        ];
  return { debut: from, fin: fin ?? from + usualSeconds, lignes };
}

/** The dialog that books. */
export function openBooking(desk: Desk, draft: Draft): void {
  const form = bookingForm(desk, draft);
  const name = h('input', { id: 'nom', maxlength: 100, autocomplete: 'off' });
  const submit = h('button', { type: 'submit', class: 'button primary' }, 'Réserver');
  const key = keyOf();
  const { element, close } = openDialog(
    'Réserver',
    desk.signal,
    h(
      'form',
      {
        onsubmit: (event: Event) => {
          event.preventDefault();
          void whileBusy(submit, book, form.refuse);
        },
      },
      form.fields,
      desk.isAdmin && h('div', { class: 'field' }, h('label', { for: 'nom' }, 'Au nom de (vous, si vide)'), name),
      form.verdict,
      h('div', { class: 'dialog-actions' }, submit),
    ),
  );
  element.addEventListener('close', form.stop);

  async function book(): Promise<void> {
    const wanted = form.read();
    if (wanted === undefined) return;
    const nomUtilisateur = name.value.trim();
    const body = { ...sent(wanted), ...(nomUtilisateur === '' ? {} : { nomUtilisateur }) };
    const made = await desk.api.ask('/Reservation', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': key(JSON.stringify(body)) },
      parse: wholeReservationBody.parse,
    });
    close();
    const [debut, fin] = [readInstant(made.date_debut), readInstant(made.date_fin)];
    await desk.reload(debut);
    notify(`C’est réservé : ${desk.words.slot(debut, fin)}.`, 'success');
  }
}

/** The same key for the same booking of one dialog: sent again after a lost answer, it books once. */
function keyOf(): (body: string) => string {
  const keys = new Map<string, string>();
  return (body) => {
    const known = keys.get(body);
    if (known !== undefined) return known;
    const key = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
    keys.set(body, key);
    return key;
  };
}
