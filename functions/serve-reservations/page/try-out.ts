import { essaiBody } from '../../../shared/messages/reservations-api.ts';
import type { Desk } from './desk.ts';
import { type Draft, sent } from './draft.ts';
import { readInstant } from './planning.ts';
import type { Offer, Problem } from './verdict.ts';

/** What the API would answer: nothing, when it would accept. */
export interface Outcome {
  readonly problem?: Problem;
  /** When the same machines would have room. */
  readonly next?: Offer;
}

/** Asks whether a draft would be accepted, without asking for it. @throws ApiError */
export async function tryOut(
  { api }: Desk,
  draft: Draft,
  idReservation: number | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const { accepte, probleme, prochain } = await api.ask('/Essai', {
    method: 'POST',
    body: { ...sent(draft), ...(idReservation === undefined ? {} : { idReservation }) },
    parse: essaiBody.parse,
    signal,
  });
  if (accepte || probleme === null) return {};
  if (prochain === null) return { problem: probleme };
  return {
    problem: probleme,
    next: { debut: readInstant(prochain.date_debut), fin: readInstant(prochain.date_fin) },
  };
}
