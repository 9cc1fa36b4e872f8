import { refuseCapacity } from '../../domain/reservations/decide-machine.ts';
import { utcDayOf } from '../../domain/reservations/instant.ts';
import { ledgerKey } from '../../domain/reservations/ledger.ts';
import { capacityOf, type Ressource } from '../../domain/reservations/ressource.ts';
import { type DocumentStore, type DocumentTransaction, toDocument } from '../../ports/documents.ts';
import { collections, type KeptAnswer } from './collections.ts';
import { answerBefore, keepAnswer, type Operation, operationName } from './operation.ts';
import { readAll } from './read-world.ts';
import { type Actor, newEvent, RefusedError } from './write-reservation.ts';

export interface MachineWrite {
  readonly operation: Operation;
  readonly actor: Actor;
  readonly id: number;
  /** What it becomes, undefined to delete it. Pure; it throws what speaks against it. */
  readonly change: (current: Ressource | undefined) => Pick<Ressource, 'quantiteGPU' | 'quantiteMemoire'> | undefined;
  readonly answer: (next: Ressource | undefined) => KeptAnswer;
}

/** Writes machines: each in one transaction that has seen all that is reserved on it from now on. */
export function createMachineWriter(documents: DocumentStore) {
  /** @throws RefusedError when reservations stand in the way, KeyReusedError, and what `change` throws. */
  return (write: MachineWrite): Promise<KeptAnswer> =>
    documents.transaction(async (transaction) => {
      const { operation, actor, id } = write;
      const [done, data] = await transaction.getAll([
        operationName(operation),
        { collection: collections.ressources.name, id: String(id) },
      ]);
      const before = answerBefore(done, operation);
      if (before !== undefined) return before;
      const current = data === undefined ? undefined : collections.ressources.schema.parse(data);
      const change = write.change(current);
      const next =
        change === undefined ? undefined : { ...change, id, version: operation.id, lastDay: current?.lastDay ?? null };
      const isCut = current !== undefined && isLess(next, current);
      if (isCut) await refuseCut(transaction, current, next, operation);
      if (next === undefined) transaction.delete(collections.ressources.name, String(id));
      else transaction.set(collections.ressources.name, String(id), toDocument(next));
      if (isCut && next !== undefined) {
        const event = { ...newEvent(operation, actor), ressource: next };
        transaction.create(collections.events.name, operation.id, toDocument(event));
      }
      const answer = write.answer(next);
      keepAnswer(transaction, operation, answer);
      return answer;
    });
}

function isLess(next: Ressource | undefined, current: Ressource): boolean {
  const [less, than] = [capacityOf(next), capacityOf(current)];
  return next === undefined || less.gpu < than.gpu || less.memoire < than.memoire;
}

async function refuseCut(
  transaction: DocumentTransaction,
  { id, lastDay }: Ressource,
  next: Ressource | undefined,
  { at }: Operation,
): Promise<void> {
  const now = Math.floor(at.getTime() / 1000);
  const first = utcDayOf(now);
  const count = lastDay === null ? 0 : Math.max(0, lastDay - first + 1);
  const keys = Array.from({ length: count }, (_, index) => ledgerKey(id, first + index));
  const days = await readAll(transaction, collections.ledger, keys);
  const refusal = refuseCapacity(next === undefined ? undefined : capacityOf(next), [...days.values()], now);
  if (refusal !== undefined) throw new RefusedError(refusal, { id, after: undefined });
}
