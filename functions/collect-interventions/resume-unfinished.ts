import type { Intervention } from '../../shared/domain/interventions/intervention.ts';
import type { Memory, Runs } from '../../shared/pipeline/memory.ts';
import { publishDue } from '../../shared/pipeline/publish-due.ts';
import type { Publisher } from '../../shared/ports/messages.ts';

const pageSize = 200;

/**
 * Takes over the interventions that earlier runs left unfinished, each from its first unfinished stage. Those of a run that
 * is still open are its own.
 */
export async function resumeUnfinished(
  runId: string,
  ports: { readonly memory: Memory; readonly runs: Runs; readonly publisher: Publisher },
): Promise<void> {
  const open = await ports.runs.query({ where: [{ field: 'status', op: '==', value: 'en_cours' }] });
  const openElsewhere = new Set(open.map(({ id }) => id).filter((id) => id !== runId));
  // In this order: what is taken over becomes `en_cours`, and would be met again.
  for (const state of ['en_cours', 'en_attente'] as const) {
    let startAfterId: string | undefined;
    do {
      const page = await ports.memory.query({
        where: [{ field: 'state', op: '==', value: state }],
        limit: pageSize,
        ...(startAfterId === undefined ? {} : { startAfterId }),
      });
      for (const { id, value } of page) await takeOver(id, value);
      startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
    } while (startAfterId !== undefined);
  }

  async function takeOver(id: string, found: Intervention): Promise<void> {
    if (found.state === 'en_cours' && openElsewhere.has(found.runId)) return;
    const taken = await ports.memory.transaction<Intervention | undefined>(id, (current) => {
      if (current === undefined || current.state === 'livre' || current.state === 'rejete')
        return { result: undefined };
      const next: Intervention = { ...current, runId, state: 'en_cours' };
      return { next, result: next };
    });
    if (taken !== undefined) await publishDue(taken, ports.publisher);
  }
}
