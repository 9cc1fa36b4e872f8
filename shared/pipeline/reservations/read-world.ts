import type * as z from 'zod';
import type { World } from '../../domain/reservations/decide.ts';
import { ledgerDaysOf, ledgerKey } from '../../domain/reservations/ledger.ts';
import { gpuSecondsByWeek } from '../../domain/reservations/quota.ts';
import type { Slot } from '../../domain/reservations/reservation.ts';
import type { DocumentName, DocumentTransaction } from '../../ports/documents.ts';
import { collections, quotaId } from './collections.ts';

/** Documents to read, sorted: two transactions take the same ones in the same order. */
function sorted(ids: Iterable<string>): string[] {
  return [...new Set(ids)].sort();
}

/** Reads the documents of one collection by their ids, in one call; those that are not there are left out. */
export async function readAll<T>(
  transaction: DocumentTransaction,
  { name, schema }: { readonly name: string; readonly schema: z.ZodType<T> },
  ids: readonly string[],
): Promise<Map<string, T>> {
  const found = await transaction.getAll(ids.map((id) => ({ collection: name, id })));
  return parseAll(schema, ids, found);
}

function parseAll<T>(schema: z.ZodType<T>, ids: readonly string[], found: readonly unknown[]): Map<string, T> {
  const parsed = ids.flatMap((id, index) =>
    found[index] === undefined ? [] : [[id, schema.parse(found[index])] as const],
  );
  return new Map(parsed);
}

/** Everything that a decision on these slots of this owner has to see, in one call. */
export async function readWorld(
  transaction: DocumentTransaction,
  slots: readonly (Slot | undefined)[],
  ownerKey: string,
  zone: string,
): Promise<World> {
  const machines = sorted(slots.flatMap((slot) => (slot?.lignes ?? []).map(({ idRessource }) => String(idRessource))));
  const days = sorted(
    slots.flatMap((slot) => ledgerDaysOf(slot).map(({ ressource, day }) => ledgerKey(ressource, day))),
  );
  const weeks = sorted(slots.flatMap((slot) => [...gpuSecondsByWeek(slot, zone).keys()]));
  const { ressources, ledger, quotas } = collections;
  const names: DocumentName[] = [
    ...machines.map((id) => ({ collection: ressources.name, id })),
    ...days.map((id) => ({ collection: ledger.name, id })),
    ...weeks.map((week) => ({ collection: quotas.name, id: quotaId(ownerKey, week) })),
  ];
  const found = await transaction.getAll(names);
  const used = parseAll(quotas.schema, weeks, found.slice(machines.length + days.length));
  return {
    ressources: new Map(
      [...parseAll(ressources.schema, machines, found)].map(([id, ressource]) => [Number(id), ressource]),
    ),
    days: parseAll(ledger.schema, days, found.slice(machines.length)),
    usedSeconds: new Map([...used].map(([week, { gpuSeconds }]) => [week, gpuSeconds])),
  };
}
