import { formatInstant } from '../../../shared/domain/reservations/instant.ts';
import { wholeReservationBody } from '../../../shared/messages/reservations-api.ts';
import type { ApiError } from '../../../shared/pages/browser/api.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { bookingForm, sent } from './booking-form.ts';
import { pressTwice, whileBusy } from './busy.ts';
import { type Desk, nowInstant } from './desk.ts';
import { openDialog } from './dialog.ts';
import { historyView } from './history-view.ts';
import type { Booked } from './planning.ts';
import { lineWords } from './words.ts';

/** What a reservation is, and for its owner or an admin the ways to change it. */
export function openReservation(desk: Desk, reservation: Booked): void {
  const now = nowInstant();
  const mayChange = desk.isAdmin || (reservation.isMine && reservation.fin > now);
  if (mayChange) openChange(desk, reservation);
  else openFacts(desk, reservation);
}

function titleOf({ isMine, nomUtilisateur }: Booked): (HTMLElement | string)[] {
  return isMine ? ['Ma réservation'] : ['Réservation de ', h('bdi', {}, nomUtilisateur)];
}

function openFacts(desk: Desk, reservation: Booked): void {
  const { debut, fin, lignes } = reservation;
  openDialog(
    titleOf(reservation),
    desk.signal,
    h('p', {}, desk.words.slot(debut, fin)),
    h('p', {}, lineWords(lignes)),
    reservation.isMine && historyView(desk, reservation.id),
  );
}

function openChange(desk: Desk, reservation: Booked): void {
  const { id, debut, fin, etag } = reservation;
  const now = nowInstant();
  const hasBegun = debut <= now;
  const locked = hasBegun && !desk.isAdmin;
  const form = bookingForm(desk, reservation, { idReservation: id, locked });
  const save = h('button', { type: 'submit', class: 'button primary' }, 'Enregistrer');
  const cancel = h('button', { type: 'button', class: 'button danger' }, 'Annuler la réservation');
  const free = h('button', { type: 'button', class: 'button' }, 'Libérer maintenant');
  const { element, close } = openDialog(
    titleOf(reservation),
    desk.signal,
    locked && h('p', { class: 'hint' }, 'Le créneau a commencé : sa fin peut encore bouger.'),
    h(
      'form',
      {
        onsubmit: (event: Event) => {
          event.preventDefault();
          void whileBusy(save, change, refused);
        },
      },
      form.fields,
      form.verdict,
      h('div', { class: 'dialog-actions' }, save, hasBegun && fin > now && free, !locked && cancel),
    ),
    historyView(desk, id),
  );
  element.addEventListener('close', form.stop);
  free.addEventListener('click', () => {
    void whileBusy(
      free,
      () => patch({ date_fin: formatInstant(nowInstant()) }, 'Les machines sont libérées.'),
      refused,
    );
  });
  pressTwice(cancel, 'Oui, annuler', () => {
    const erase = async (): Promise<void> => {
      await desk.api.open(`/Reservation/${id}`, { method: 'DELETE', headers: { 'if-match': etag } });
      await done('La réservation est annulée.');
    };
    void whileBusy(cancel, erase, refused);
  });

  async function change(): Promise<void> {
    const wanted = form.read();
    if (wanted === undefined) return;
    const { date_fin, ...rest } = sent(wanted);
    await patch({ date_fin, ...(locked ? {} : rest) }, `C’est changé : ${desk.words.slot(wanted.debut, wanted.fin)}.`);
  }

  async function patch(body: object, told: string): Promise<void> {
    await desk.api.ask(`/Reservation/${id}`, {
      method: 'PATCH',
      body,
      headers: { 'if-match': etag },
      parse: wholeReservationBody.parse,
    });
    await done(told);
  }

  async function done(told: string): Promise<void> {
    close();
    notify(told, 'success');
    await desk.reload();
  }

  async function refused(error: ApiError): Promise<void> {
    if (error.status !== 412 && error.status !== 404) return form.refuse(error);
    close();
    await desk.reload();
    showAgain(desk, id);
  }
}

/** Somebody was faster: what is there now is shown, to decide anew. */
function showAgain(desk: Desk, id: number): void {
  const current = desk.reservation(id);
  const told =
    current === undefined
      ? 'a annulé ou déplacé cette réservation entre-temps.'
      : 'a changé cette réservation entre-temps : voici comme elle est.';
  notify(`Quelqu’un ${told}`, 'error');
  if (current !== undefined) openReservation(desk, current);
}
