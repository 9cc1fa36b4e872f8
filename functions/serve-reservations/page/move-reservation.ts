import { ApiError } from '../../../shared/pages/browser/api.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import type { Desk } from './desk.ts';
import { type Draft, sent } from './draft.ts';
import { patchReservation, wasFaster } from './patch-reservation.ts';
import type { Booked } from './planning.ts';
import { openReservation, showAgain } from './reservation-dialog.ts';

/** Asks for what a bar was pulled to, and offers to put it back; what is refused opens as a form, with the reason and what would go instead. */
export async function moveReservation(desk: Desk, booked: Booked, wanted: Draft): Promise<void> {
  const changes = changesOf(booked, wanted);
  if (Object.keys(changes).length === 0) return;
  try {
    const etag = await patchReservation(desk, booked, changes);
    await desk.reload();
    notify(`C’est changé : ${desk.words.slot(wanted.debut, wanted.fin)}.`, 'success', {
      label: 'Remettre comme avant',
      act: () => void moveReservation(desk, { ...booked, ...wanted, lignes: [...wanted.lignes], etag }, booked),
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (wasFaster(error)) await showAgain(desk, booked.id);
    else openReservation(desk, booked, { wanted });
  }
}

/** Only what changes is asked for: of a slot that has begun, the end alone may. */
function changesOf(before: Booked, wanted: Draft): object {
  const { date_debut, date_fin, lignes } = sent(wanted);
  return {
    ...(wanted.debut === before.debut ? {} : { date_debut }),
    ...(wanted.fin === before.fin ? {} : { date_fin }),
    ...(JSON.stringify(wanted.lignes) === JSON.stringify(before.lignes) ? {} : { lignes }),
  };
}
