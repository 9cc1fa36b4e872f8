import type { Run } from '../domain/interventions/run.ts';
import { countStages, type StageCount } from '../pipeline/operations/count-stages.ts';
import type { OpenHost } from './embedded-host.ts';

export interface Progress {
  readonly run: Run | undefined;
  readonly total: number;
  readonly stages: readonly StageCount[];
  /** Kept in the bucket since this was followed. */
  readonly photos: number;
  readonly bytes: number;
  readonly elapsedMilliseconds: number;
  /** A guess from the pace so far; undefined while there is too little of it. */
  readonly restMilliseconds: number | undefined;
}

/** The least part of the work after which its pace says something. */
const leastPart = 0.15;

/** Follows these runs, counting without reading again what it has read; the last one is the run whose list is followed. */
export function followRuns(
  { documents, memory }: Pick<OpenHost, 'documents' | 'memory'>,
  runIds: readonly string[],
  startedAt: Date,
) {
  const since = startedAt.toISOString();
  const counted = new Set<string>();
  const kept = { photos: 0, bytes: 0 };
  let first: { readonly part: number; readonly atMs: number } | undefined;

  /** Adds the photos of interventions whose photos stage ended since the last look. */
  let lookedUpTo = since;
  async function countPhotos(): Promise<void> {
    const where = [{ field: 'stages.photos.doneAt', op: '>=', value: lookedUpTo }] as const;
    const found = await memory.query({ where, orderBy: { field: 'stages.photos.doneAt', direction: 'asc' } });
    for (const { id, value } of found) {
      lookedUpTo = value.stages.photos.doneAt ?? lookedUpTo;
      if (counted.has(id) || !runIds.includes(value.runId)) continue;
      counted.add(id);
      kept.photos += value.photos.length;
      kept.bytes += value.photos.reduce((sum, { bytes }) => sum + bytes, 0);
    }
  }

  function guessRest(part: number, nowMs: number): number | undefined {
    first ??= { part, atMs: nowMs };
    const gained = part - first.part;
    return gained < leastPart || part >= 1 ? undefined : ((1 - part) * (nowMs - first.atMs)) / gained;
  }

  return async (run: Run | undefined): Promise<Progress> => {
    const { total, counts } = await countStages(documents, runIds);
    await countPhotos();
    const nowMs = Date.now();
    // Reading photos and sending them is what takes the time.
    const long = counts.filter(({ stage }) => stage === 'photos' || stage === 'deliver');
    const part = long.reduce((sum, { done }) => sum + done, 0) / Math.max(1, long.length * total);
    return {
      run,
      total,
      stages: counts,
      ...kept,
      elapsedMilliseconds: nowMs - startedAt.getTime(),
      restMilliseconds: run?.collect.status === 'fait' ? guessRest(part, nowMs) : undefined,
    };
  };
}
