import { stages } from '../../shared/domain/interventions/intervention.ts';
import type { Run } from '../../shared/domain/interventions/run.ts';
import type { RunDetail, RunView } from '../../shared/messages/console.ts';
import { countStages } from '../../shared/pipeline/operations/count-stages.ts';
import type { Condition } from '../../shared/ports/documents.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';
import { viewRun, viewRunDetail } from './run-view.ts';

const pageSize = 30;
const liveSeconds = 1;

export interface RunFilter {
  readonly status?: Run['status'] | undefined;
  /** Instants: runs that started in [since, before). */
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** Looks at runs: of those under way every count is taken from the memory, of the others from their report. */
export function createRunLooks(ports: Pick<ConsolePorts, 'documents' | 'runs' | 'clock'>) {
  const { documents, runs, clock } = ports;
  const live = new Map<string, ReturnType<typeof countLive>>();

  return { page, detail };

  async function page({ status, since, before, after }: RunFilter): Promise<{ runs: RunView[]; next: string | null }> {
    const where: Condition[] = [
      ...(status === undefined ? [] : [{ field: 'status', op: '==', value: status } as const]),
      ...(since === undefined ? [] : [{ field: 'startedAt', op: '>=', value: since } as const]),
      ...(before === undefined ? [] : [{ field: 'startedAt', op: '<', value: before } as const]),
    ];
    const found = await runs.query({
      where,
      orderBy: { field: 'startedAt', direction: 'desc' },
      limit: pageSize,
      ...(after === undefined ? {} : { startAfterId: after }),
    });
    const views = found.map(async ({ id, value }) =>
      viewRun(id, value, value.status === 'en_cours' ? await liveCounts(id)() : undefined),
    );
    return { runs: await Promise.all(views), next: found.length === pageSize ? (found.at(-1)?.id ?? null) : null };
  }

  async function detail(id: string): Promise<RunDetail | undefined> {
    const run = await runs.get(id);
    if (run === undefined) return undefined;
    if (run.status !== 'en_cours') {
      live.delete(id);
      const counts = run.report?.stages;
      const reported = counts === undefined ? [] : stages.map((stage) => ({ stage, ...counts[stage] }));
      return viewRunDetail(viewRun(id, run), run, reported);
    }
    const counts = await liveCounts(id)();
    return viewRunDetail(viewRun(id, run, counts), run, counts.stages);
  }

  function liveCounts(id: string): ReturnType<typeof countLive> {
    const known = live.get(id) ?? countLive(id);
    live.set(id, known);
    return known;
  }

  function countLive(id: string) {
    return remember(
      async () => {
        const ofRun = { field: 'runId', op: '==', value: id } as const;
        const [{ total, counts }, rejected] = await Promise.all([
          countStages(documents, [id]),
          documents.count('interventions', [ofRun, { field: 'state', op: '==', value: 'rejete' }]),
        ]);
        const delivered = counts.find(({ stage }) => stage === 'deliver')?.done ?? 0;
        return { total, delivered, rejected, stages: counts };
      },
      liveSeconds,
      clock,
    );
  }
}
