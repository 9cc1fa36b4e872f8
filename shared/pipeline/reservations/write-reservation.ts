import { decide, type Effects } from '../../domain/reservations/decide.ts';
import type { Change, ReservationEvent } from '../../domain/reservations/event.ts';
import type { Instant } from '../../domain/reservations/instant.ts';
import { ledgerKey } from '../../domain/reservations/ledger.ts';
import type { Refusal } from '../../domain/reservations/refusal.ts';
import type { Owner, Reservation, Slot } from '../../domain/reservations/reservation.ts';
import type { ReservationSettings } from '../../domain/reservations/settings.ts';
import { type DocumentStore, type DocumentTransaction, toDocument } from '../../ports/documents.ts';
import { createTurns } from '../../ports/turns.ts';
import { collections, historyId, type KeptAnswer, quotaId } from './collections.ts';
import { answerBefore, keepAnswer, type Operation, operationName } from './operation.ts';
import { readWorld } from './read-world.ts';

/** Who asks. */
export interface Actor {
  readonly owner: Owner;
  readonly ownerKey: string;
  readonly name: string;
  readonly mail: string | null;
  readonly isAdmin: boolean;
}

/** What a reservation is to become; the rest of it follows. */
export type Draft = Slot & Pick<Reservation, 'nomUtilisateur' | 'owner' | 'ownerKey' | 'mail'>;

/** A request that cannot be; `before` and `after` are what it was about. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  readonly refusal: Refusal;
  readonly about: { readonly id: number; readonly after: Slot | undefined };
  constructor(refusal: Refusal, about: { readonly id: number; readonly after: Slot | undefined }) {
    super(`refused: ${refusal.kind}`);
    this.refusal = refusal;
    this.about = about;
  }
}

/** The id of a new reservation was used before: another one has to be tried. */
export class IdTakenError extends Error {
  override name = 'IdTakenError';
}

export interface ReservationWrite {
  readonly operation: Operation;
  readonly actor: Actor;
  readonly id: number;
  readonly isNew: boolean;
  /** Nobody is told of it. */
  readonly isSilent?: boolean;
  /** The machines that it will hold, when they are known: writes of one process on one machine take turns. */
  readonly machines?: readonly number[];
  /** What it becomes, undefined to delete it. Pure: it may run several times. It throws what speaks against it. */
  readonly change: (current: Reservation | undefined) => Draft | undefined;
  readonly answer: (next: Reservation | undefined) => KeptAnswer;
}

/** Writes reservations: each in one transaction, with its history, its event, its quota and its days in the ledger. */
export function createReservationWriter(documents: DocumentStore, settings: ReservationSettings) {
  const takeTurn = createTurns();

  async function attempt(transaction: DocumentTransaction, write: ReservationWrite): Promise<KeptAnswer> {
    const { operation, id, actor, isNew } = write;
    const [done, data, used] = await transaction.getAll([
      operationName(operation),
      { collection: collections.reservations.name, id: String(id) },
      { collection: collections.history.name, id: historyId(id, 1) },
    ]);
    const before = answerBefore(done, operation);
    if (before !== undefined) return before;
    if (isNew && used !== undefined) throw new IdTakenError(`the reservation ${id} was there before`);
    const current = data === undefined ? undefined : collections.reservations.schema.parse(data);
    const draft = write.change(current);
    const now = Math.floor(operation.at.getTime() / 1000);
    const ownerKey = current?.ownerKey ?? draft?.ownerKey ?? actor.ownerKey;
    const world = await readWorld(transaction, [current, draft], ownerKey, settings.zone);
    const asked = { id, before: current, after: draft, isAdmin: actor.isAdmin, now };
    const decision = decide(asked, world, settings);
    if ('refusal' in decision) throw new RefusedError(decision.refusal, { id, after: draft });
    const next = draft === undefined ? undefined : become(id, current, draft, operation, now);
    writeEffects(transaction, decision.effects, ownerKey);
    writeTrace(transaction, write, current, next, now);
    const answer = write.answer(next);
    keepAnswer(transaction, operation, answer);
    return answer;
  }

  /**
   * @returns the answer, the same one however often the operation comes.
   * @throws RefusedError, KeyReusedError, IdTakenError, and what `change` throws; nothing is written then.
   */
  return async (write: ReservationWrite): Promise<KeptAnswer> => {
    const release = await takeAll(takeTurn, write.machines ?? []);
    try {
      return await documents.transaction((transaction) => attempt(transaction, write));
    } finally {
      release();
    }
  };
}

/** One turn after another in one order, so that nobody waits in a circle. */
async function takeAll(take: ReturnType<typeof createTurns>, machines: readonly number[]): Promise<() => void> {
  const releases: (() => void)[] = [];
  for (const machine of [...new Set(machines)].sort((a, b) => a - b)) releases.push(await take(String(machine)));
  return () => {
    for (const release of releases) release();
  };
}

function become(
  id: number,
  current: Reservation | undefined,
  draft: Draft,
  operation: Operation,
  now: Instant,
): Reservation {
  const moved = current !== undefined && (current.debut !== draft.debut || current.fin !== draft.fin);
  return {
    ...draft,
    id,
    rev: (current?.rev ?? 0) + 1,
    version: operation.id,
    sequence: (current?.sequence ?? 0) + (moved ? 1 : 0),
    createdAt: current?.createdAt ?? now,
    updatedAt: now,
  };
}

function writeEffects(
  transaction: DocumentTransaction,
  { days, usedSeconds, ressources }: Effects,
  ownerKey: string,
): void {
  for (const day of days) {
    const key = ledgerKey(day.ressource, day.day);
    if (day.items.length === 0) transaction.delete(collections.ledger.name, key);
    else transaction.set(collections.ledger.name, key, toDocument(day));
  }
  for (const [week, gpuSeconds] of usedSeconds) {
    transaction.set(collections.quotas.name, quotaId(ownerKey, week), { gpuSeconds });
  }
  for (const ressource of ressources) {
    transaction.set(collections.ressources.name, String(ressource.id), toDocument(ressource));
  }
}

/** The reservation itself, what is remembered of the change, and what others are to hear of it. */
function writeTrace(
  transaction: DocumentTransaction,
  { id, actor, operation, isSilent = false }: ReservationWrite,
  current: Reservation | undefined,
  next: Reservation | undefined,
  now: Instant,
): void {
  const { reservations, history, events } = collections;
  if (next === undefined) transaction.delete(reservations.name, String(id));
  else transaction.set(reservations.name, String(id), toDocument(next));
  const rev = next?.rev ?? (current?.rev ?? 0) + 1;
  const ownerKey = next?.ownerKey ?? current?.ownerKey ?? actor.ownerKey;
  const action = next === undefined ? 'suppression' : current === undefined ? 'creation' : 'modification';
  const change: Change = {
    reservation: id,
    rev,
    ownerKey,
    date: now,
    acteur: actor.name,
    action,
    avant: current ?? null,
    apres: next ?? null,
  };
  transaction.create(history.name, historyId(id, rev), toDocument(change));
  if (isSilent) return;
  const names = { creation: 'confirmation', modification: 'modification', suppression: 'annulation' } as const;
  const event: ReservationEvent = {
    ...newEvent(operation, actor),
    evenement: names[action],
    reservation: next ?? current ?? null,
  };
  transaction.create(events.name, operation.id, toDocument(event));
}

/** An event that nobody has been told of yet. */
export function newEvent({ id, at }: Operation, actor: Actor): ReservationEvent {
  return {
    id,
    evenement: 'capacite',
    date: Math.floor(at.getTime() / 1000),
    acteur: actor.name,
    reservation: null,
    ressource: null,
    leasedUntil: 0,
    webhookAt: null,
    mailAt: null,
    doneAt: null,
  };
}
