import type { Intervention } from '../domain/interventions/intervention.ts';
import type { Memory } from './memory.ts';

const pageSize = 500;

/** All interventions of a run, page by page, so that a run of any size fits in memory. */
export async function* interventionsWhere(
  memory: Memory,
  field: 'runId' | 'date',
  value: string,
): AsyncGenerator<Intervention> {
  let startAfterId: string | undefined;
  do {
    const page = await memory.query({
      where: [{ field, op: '==', value }],
      limit: pageSize,
      ...(startAfterId === undefined ? {} : { startAfterId }),
    });
    for (const { value: intervention } of page) yield intervention;
    startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (startAfterId !== undefined);
}
