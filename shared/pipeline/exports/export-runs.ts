import { type ExportRun, exportRunSchema } from '../../domain/exports/export-run.ts';
import { type DocumentStore, typedCollection } from '../../ports/documents.ts';

/** The bucket of the exports' files. */
export const exportsBucket = 'exports';

/** The runs of exports: `export-runs/{run id}`. */
export function openExportRuns(documents: DocumentStore) {
  const runs = typedCollection(documents, 'export-runs', exportRunSchema);
  return {
    ...runs,
    /** Changes the run if it is still as the change wants it: undefined leaves it. @returns the run as it is then. */
    change: (id: string, change: (current: ExportRun) => ExportRun | undefined): Promise<ExportRun | undefined> =>
      runs.transaction(id, (current) => {
        const next = current === undefined ? undefined : change(current);
        return { ...(next === undefined ? {} : { next }), result: next ?? current };
      }),
  };
}
export type ExportRuns = ReturnType<typeof openExportRuns>;
