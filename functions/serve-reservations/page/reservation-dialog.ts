import { formatInstant } from '../../../shared/domain/reservations/instant.ts';
import type { ApiError } from '../../../shared/pages/browser/api.ts';
import { h } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import { bookingForm } from './booking-form.ts';
import { pressTwice, whileBusy } from './busy.ts';
import { type Desk, nowInstant } from './desk.ts';
import { openDialog } from './dialog.ts';
import { type Draft, sent } from './draft.ts';
import { historyView } from './history-view.ts';
import { patchReservation, wasFaster } from './patch-reservation.ts';
import type { Booked } from './planning.ts';
import { changeable } from './rights.ts';
import { lineWords } from './words.ts';

/**
 * What a reservation is, and for its owner or an admin the ways to change it.
 * @param options `wanted` stands in the form at first, when it is not what is; `told` is said above it.
 */
export function openReservation(
  desk: Desk,
  reservation: Booked,
  options: { readonly wanted?: Draft; readonly told?: string } = {},
): void {
  if (changeable(desk, reservation, nowInstant()) === 'nothing') openFacts(desk, reservation, options.told);
  else openChange(desk, reservation, options.wanted ?? reservation, options.told);
}

function titleOf({ isMine, nomUtilisateur }: Booked): (HTMLElement | string)[] {
  return isMine ? ['Ma réservation'] : ['Réservation de ', h('bdi', {}, nomUtilisateur)];
}

function warning(told: string | undefined): HTMLElement | false {
  return told !== undefined && h('p', { class: 'notice warning', role: 'alert' }, told);
}

function openFacts(desk: Desk, reservation: Booked, told: string | undefined): void {
  const { debut, fin, lignes } = reservation;
  openDialog(
    titleOf(reservation),
    desk.signal,
    warning(told),
    h('p', {}, desk.words.slot(debut, fin)),
    h('p', {}, lineWords(lignes)),
    reservation.isMine && historyView(desk, reservation.id),
  );
}

function openChange(desk: Desk, reservation: Booked, wanted: Draft, told: string | undefined): void {
  const { id, debut, fin, etag } = reservation;
  const now = nowInstant();
  const hasBegun = debut <= now;
  const locked = changeable(desk, reservation, now) === 'end';
  const form = bookingForm(desk, wanted, { idReservation: id, locked });
  const save = h('button', { type: 'submit', class: 'button primary' }, 'Enregistrer');
  const cancel = h('button', { type: 'button', class: 'button danger' }, 'Annuler la réservation');
  const free = h('button', { type: 'button', class: 'button' }, 'Libérer maintenant');
  const { element, close } = openDialog(
    titleOf(reservation),
    desk.signal,
    warning(told),
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
    const asked = form.read();
    if (asked === undefined) return;
    const { date_fin, ...rest } = sent(asked);
    await patch({ date_fin, ...(locked ? {} : rest) }, `C’est changé : ${desk.words.slot(asked.debut, asked.fin)}.`);
  }

  async function patch(body: object, told: string): Promise<void> {
    await patchReservation(desk, reservation, body);
    await done(told);
  }

  async function done(told: string): Promise<void> {
    close();
    await desk.reload();
    notify(told, 'success');
  }

  async function refused(error: ApiError): Promise<void> {
    if (!wasFaster(error)) return form.refuse(error);
    close();
    await showAgain(desk, id);
  }
}

/** Somebody was faster: what is there now is read and shown, to decide anew. */
export async function showAgain(desk: Desk, id: number): Promise<void> {
  await desk.reload();
  const current = desk.reservation(id);
  if (current === undefined) notify('Quelqu’un a annulé ou déplacé cette réservation entre-temps.', 'error');
  else
    openReservation(desk, current, {
      told: 'Quelqu’un a changé cette réservation entre-temps : voici comme elle est.',
    });
}
