import type { ExportDefinition } from '../../shared/domain/exports/export-definition.ts';
import type { ExportRun } from '../../shared/domain/exports/export-run.ts';
import type { ExportWritten } from '../../shared/messages/exports.ts';
import { openExportRuns } from '../../shared/pipeline/exports/export-runs.ts';
import { PermanentError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import { fileMail } from './file-mail.ts';
import type { MailExportPorts } from './mail-ports.ts';
import { reportMail } from './report-mail.ts';
import { createSendOnce } from './send-once.ts';

/**
 * Delivers what a run has come to: its file to the export's readers, and to the operator what was held, has failed, or
 * could not be mailed. Each of the two mails leaves once at most, however often the message comes.
 */
export function createMailExport(ports: MailExportPorts) {
  const runs = openExportRuns(ports.documents);
  const sendOnce = createSendOnce({ ...ports, runs });

  return async ({ runId }: ExportWritten, { logger }: { readonly logger: Logger }): Promise<void> => {
    const run = await runs.get(runId);
    if (run === undefined) throw new PermanentError(`there is no export run ${runId}`);
    // Whoever runs it will tell again.
    if (run.status === 'en_cours') return;
    const definition = ports.exports.get(run.export);
    let refusal: unknown;
    if (run.status === 'ecrit' && definition?.deliver.mail !== false) {
      refusal = await sendOnce('mail', runId, ports.readersOf(run.export), () =>
        fileMail(runId, run, titleOf(definition, run), ports),
      ).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof PermanentError) return error;
          throw error;
        },
      );
    }
    const ended = (await runs.get(runId)) ?? run;
    const trouble = describeTrouble(ended);
    if (trouble !== undefined) {
      logger.warn(`export trouble: ${trouble}`, { runId, export: run.export, status: run.status });
      await sendOnce('report', runId, ports.operators, async () =>
        reportMail(runId, ended, titleOf(definition, run), trouble),
      );
    }
    if (refusal !== undefined) throw refusal;
  };
}

function titleOf(definition: ExportDefinition | undefined, run: ExportRun): string {
  return definition?.title ?? run.export;
}

/** What the operator has to know, in French; undefined when all went well. */
function describeTrouble({ status, reason, mail }: ExportRun): string | undefined {
  if (status === 'retenu') return `Le fichier est retenu : ${reason ?? ''}`;
  if (status === 'echoue') return `L’export a échoué : ${reason ?? ''}`;
  if (mail?.status === 'refuse') return `Le message aux destinataires est refusé : ${mail.reason ?? ''}`;
  if (mail?.status === 'incertain')
    return 'Le message aux destinataires est peut-être parti : sa réponse s’est perdue. Il n’est pas envoyé une deuxième fois.';
  if (mail?.status === 'envoye' && mail.reason !== null) return `Des destinataires sont refusés : ${mail.reason}`;
  return undefined;
}
