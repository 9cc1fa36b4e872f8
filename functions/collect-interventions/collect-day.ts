import pLimit from 'p-limit';
import type { Day } from '../../shared/domain/day.ts';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import type { InterventionRow } from '../../shared/domain/interventions/intervention.ts';
import { mergeRow, newIntervention } from '../../shared/domain/interventions/merge-row.ts';
import { type CollectedDay, warnUnusualCount } from '../../shared/domain/interventions/run.ts';
import { publishDue } from '../../shared/pipeline/publish-due.ts';
import type { PortalDay } from '../../shared/ports/portal.ts';
import type { CollectPorts } from './collect-ports.ts';

const rowsAtOnce = 16;
const mostRejectsTold = 10;

interface RunStart {
  readonly runId: string;
  readonly startedAt: string;
}

/** Lists one day, keeps the table and its unreadable rows as evidence, and sends each new intervention on its way. */
export async function collectDay(
  day: Day,
  run: RunStart,
  earlierCounts: readonly number[],
  ports: CollectPorts,
): Promise<CollectedDay> {
  const listed = await ports.portal.listDay(day);
  const rawObject = await keepEvidence(listed, run.runId, ports);
  const limit = pLimit(rowsAtOnce);
  const outcomes = await Promise.all(listed.rows.map((row) => limit(() => takeRow(row, run, ports))));
  const unusual = warnUnusualCount(listed.rows.length, earlierCounts);
  return {
    day,
    found: listed.rows.length,
    created: outcomes.filter((outcome) => outcome === 'created').length,
    alreadyDelivered: outcomes.filter((outcome) => outcome === 'delivered').length,
    rejectedRows: listed.rejects.length,
    rawObject,
    warnings: [...listed.warnings, ...(unusual === undefined ? [] : [unusual]), ...describeRejects(listed.rejects)],
  };
}

async function keepEvidence(listed: PortalDay, runId: string, { objects, bucket }: CollectPorts): Promise<string> {
  const { day, raw, rejects } = listed;
  const rawObject = `raw/${runId}/${day}.${raw.extension}`;
  await objects.write(bucket, rawObject, raw.bytes, { contentType: raw.contentType });
  if (rejects.length > 0) {
    const lines = rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('');
    await objects.write(bucket, `rejects/${runId}/${day}.ndjson`, lines, { contentType: 'application/x-ndjson' });
  }
  return rawObject;
}

/** In French: the first rows that could not be read, each with its line and why. */
function describeRejects(rejects: PortalDay['rejects']): string[] {
  const described = rejects
    .slice(0, mostRejectsTold)
    .map(({ line, reason }) => `ligne ${line} de la liste illisible : ${reason}`);
  const untold = rejects.length - described.length;
  return untold === 0 ? described : [...described, `et ${untold} autres lignes illisibles`];
}

/**
 * Remembers the row, then publishes its message whether or not it was new to this try: a former try of the same run may
 * have died between the two. What another run works on, and what is delivered or refused, is left alone.
 */
async function takeRow(
  row: InterventionRow,
  { runId, startedAt }: RunStart,
  { memory, publisher, clock, count }: CollectPorts,
): Promise<'created' | 'known' | 'delivered'> {
  const collectedAt = clock.now().toISOString();
  const { isNew, intervention } = await memory.transaction(documentId(row.reference), (current) => {
    const next = current === undefined ? newIntervention(row, runId, collectedAt) : mergeRow(current, row);
    return { next, result: { isNew: current === undefined, intervention: next } };
  });
  if (isNew) count('terrain.interventions.collected', 1, {});
  if (intervention.state === 'livre') return 'delivered';
  const isOurs = intervention.runId === runId;
  if (isOurs && intervention.state === 'en_cours') await publishDue(intervention, publisher);
  return isOurs && intervention.collectedAt >= startedAt ? 'created' : 'known';
}
