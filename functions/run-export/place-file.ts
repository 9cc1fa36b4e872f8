import * as z from 'zod';
import type { ExportRun } from '../../shared/domain/exports/export-run.ts';
import { exportsBucket } from '../../shared/pipeline/exports/export-runs.ts';
import { typedCollection } from '../../shared/ports/documents.ts';
import type { RunExportPorts } from './export-ports.ts';

const ownerSchema = z.object({ runId: z.string() });

/**
 * Gives the file its plain name in its folder, unless another run has that name: then each run's own version is all there
 * is of it. @returns the name, or null.
 */
export async function placeFile(
  runId: string,
  file: NonNullable<ExportRun['file']>,
  folder: string,
  { documents, objects }: Pick<RunExportPorts, 'documents' | 'objects'>,
): Promise<string | null> {
  const name = `${folder}/${file.name}`;
  const owners = typedCollection(documents, 'export-files', ownerSchema);
  const owner = await owners.transaction(name.replaceAll('/', '~'), (current) =>
    current === undefined ? { next: { runId }, result: runId } : { result: current.runId },
  );
  if (owner !== runId) return null;
  await objects.copy({ bucket: exportsBucket, name: file.object }, { bucket: exportsBucket, name });
  return name;
}
