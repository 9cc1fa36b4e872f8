import { createHash, randomUUID } from 'node:crypto';
import type { ExportDefinition } from '../../shared/domain/exports/export-definition.ts';
import type { ExportRun } from '../../shared/domain/exports/export-run.ts';
import { type ExportRuns, exportsBucket } from '../../shared/pipeline/exports/export-runs.ts';
import { readSheets } from '../../shared/pipeline/exports/read-sheets.ts';
import type { RunExportPorts } from './export-ports.ts';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * Makes the run's file, whole, as an object of its own, and writes down what it is. Of two who make it at once the first
 * to end is the run's. @returns the run with its file.
 */
export async function makeFile(
  runId: string,
  run: ExportRun,
  definition: ExportDefinition,
  { objects, runs, clock, writers, ...ports }: RunExportPorts & { readonly runs: ExportRuns },
): Promise<ExportRun> {
  const begunAt = clock.now().getTime();
  const name = definition.file(run.date);
  const folder = `passages/${runId}/`;
  const object = `${folder}${randomUUID().slice(0, 8)}/${name}`;
  const tally = { rows: 0, bytes: 0 };
  const hash = createHash('sha256');
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const part of writers[definition.format](readSheets(definition, run, ports, tally))) {
      hash.update(part);
      tally.bytes += part.byteLength;
      yield part;
    }
  }
  await objects.write(exportsBucket, object, measured(), { contentType: contentTypes[definition.format] });
  const durationMilliseconds = clock.now().getTime() - begunAt;
  const file = { name, object, ...tally, sha256: hash.digest('hex'), durationMilliseconds };
  const saved = await runs.change(runId, (current) => (current.file === null ? { ...current, file } : undefined));
  if (saved === undefined) throw new Error(`run ${runId} is gone`);
  // What killed tries have left, or ours when another was first.
  for await (const other of objects.list(exportsBucket, folder)) {
    if (other.name !== saved.file?.object) await objects.delete(exportsBucket, other.name);
  }
  return saved;
}
