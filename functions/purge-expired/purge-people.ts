import type { Memory } from '../../shared/pipeline/memory.ts';

const pageSize = 200;
/** Nights that may be missed: what was delivered longer ago was purged before. */
const windowDays = 60;

/**
 * Takes the customer out of the memory of interventions that were delivered `keptDays` ago: what has to be known for ever
 * (that it was delivered, when, how) names nobody.
 * @returns how many were changed.
 */
export async function purgePeople(memory: Memory, keptDays: number, now: Date): Promise<number> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  let purged = 0;
  let startAfterId: string | undefined;
  do {
    const page = await memory.query({
      where: [
        { field: 'deliveredAt', op: '>=', value: daysAgo(keptDays + windowDays) },
        { field: 'deliveredAt', op: '<', value: daysAgo(keptDays) },
      ],
      limit: pageSize,
      ...(startAfterId === undefined ? {} : { startAfterId }),
    });
    for (const { id, value } of page) {
      if (value.client === '' && Object.keys(value.columns).length === 0) continue;
      await memory.transaction(id, (current) =>
        current === undefined
          ? { result: undefined }
          : { next: { ...current, client: '', columns: {} }, result: undefined },
      );
      purged += 1;
    }
    startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (startAfterId !== undefined);
  return purged;
}
