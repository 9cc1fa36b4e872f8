import { dayInZone } from '../../shared/domain/day.ts';
import type { ExportDefinition } from '../../shared/domain/exports/export-definition.ts';
import { type ExportRun, scheduledRunId } from '../../shared/domain/exports/export-run.ts';
import { nearestWord } from '../../shared/domain/portal/did-you-mean.ts';
import { type ExportDue, exportTopics } from '../../shared/messages/exports.ts';
import { openExportRuns } from '../../shared/pipeline/exports/export-runs.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import { afterFailure } from './after-failure.ts';
import type { RunExportPorts } from './export-ports.ts';
import { makeFile } from './make-file.ts';
import { placeFile } from './place-file.ts';

/**
 * Runs one export for one day: its file is made whole, looked at, then given its name, and who delivers it is told. Each
 * step is written down before the next; done again, it goes on where it stopped, and always tells.
 */
export function createRunExport(ports: RunExportPorts) {
  const { exports, publisher, clock, count, zone } = ports;
  const runs = openExportRuns(ports.documents);

  return async (due: ExportDue, { publishedAt, logger }: { publishedAt: string; logger: Logger }): Promise<void> => {
    const definition = exports.get(due.export) ?? unknownExport(due.export, [...exports.keys()]);
    const date = due.date ?? dayInZone(new Date(publishedAt), zone);
    const runId = due.runId ?? scheduledRunId(due.export, date);
    const run = await begin(runId, definition, { ...due, date });
    if (run.status === 'en_cours') {
      try {
        await runToItsEnd(runId, run, definition, logger);
      } catch (error) {
        await afterFailure(error, runId, { ...ports, runs }, logger);
      }
    }
    await publisher.publish(exportTopics.written, { runId });
  };

  async function begin(
    runId: string,
    definition: ExportDefinition,
    due: ExportDue & { date: string },
  ): Promise<ExportRun> {
    const startedAt = clock.now().toISOString();
    const defaults = Object.entries(definition.settings).map(([name, make]) => [name, make(due.date)]);
    const fresh: ExportRun = {
      export: definition.name,
      date: due.date,
      trigger: due.runId === undefined ? 'horaire' : 'main',
      settings: { ...Object.fromEntries(defaults), ...due.settings },
      status: 'en_cours',
      startedAt,
      endedAt: null,
      attempts: 0,
      reason: null,
      file: null,
      placedAs: null,
      mail: null,
      report: null,
    };
    return runs.transaction(runId, (current = fresh) => {
      const next = current.status === 'en_cours' ? { ...current, attempts: current.attempts + 1 } : current;
      return { next, result: next };
    });
  }

  async function runToItsEnd(
    runId: string,
    run: ExportRun,
    definition: ExportDefinition,
    logger: Logger,
  ): Promise<void> {
    const made = run.file === null ? await makeFile(runId, run, definition, { ...ports, runs }) : run;
    if (made.file === null) throw new Error(`run ${runId} has no file though it was made`);
    const { rows, bytes } = made.file;
    const held = definition.check({ date: run.date, rows }) ?? heldEmpty(definition, rows);
    const placedAs = held === undefined ? await placeFile(runId, made.file, definition.deliver.folder, ports) : null;
    const status = held === undefined ? 'ecrit' : 'retenu';
    const endedAt = clock.now().toISOString();
    const ended = await runs.change(runId, (current) =>
      current.status === 'en_cours' ? { ...current, status, reason: held ?? null, placedAs, endedAt } : undefined,
    );
    // Another may have ended it first.
    if (ended?.endedAt === endedAt) {
      count('terrain.exports.ended', 1, { export: run.export, status });
      count('terrain.exports.rows', status === 'ecrit' ? rows : 0, { export: run.export });
    }
    logger.info('export ended', { runId, export: run.export, status, rows, bytes });
  }
}

function heldEmpty({ empty }: ExportDefinition, rows: number): string | undefined {
  return rows === 0 && empty === 'hold' ? 'le fichier est vide : il ne part pas' : undefined;
}

function unknownExport(name: string, names: readonly string[]): never {
  const near = nearestWord(name, names);
  const advice = near === undefined ? `il y a ${names.join(', ')}` : `vouliez-vous dire « ${near} » ?`;
  throw new PermanentError(`export inconnu « ${name} » : ${advice}`);
}
