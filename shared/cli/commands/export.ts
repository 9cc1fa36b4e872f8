import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../runtime/describe-error.ts';
import { ConfigurationError } from '../../runtime/read-env.ts';
import { loadExports } from '../../wiring/load-exports.ts';
import { loadDotEnv, readHostEnvironment, takeFolder } from '../embedded-host.ts';
import { type ExportOptions, readExportOptions } from '../exports/export-options.ts';
import { listExports } from '../exports/list-exports.ts';
import { previewExport } from '../exports/preview.ts';
import { runExports } from '../exports/run-exports.ts';
import { makeFolder } from '../make-folder.ts';
import { openOrJoinHost, openWorkplace } from '../workplace.ts';

/**
 * `export NAME|ALL [--date D] [--out DIR] [--preview] [--no-mail] [--set NAME=VALUE]...`: runs one export, or those that the
 * day still lacks, and prints each file's path. 0 when the files are there and delivered, 1 when one is held, has failed,
 * or could not be mailed. While a host runs on the folder, that host does the work. `export --list` says what there is.
 */
export async function runExportCommand(args: string[]): Promise<number> {
  loadDotEnv();
  const environment = readHostEnvironment();
  const options = readExportOptions(args, await loadExports(), environment.TZ_BUSINESS);
  if (options.list) {
    process.stdout.write(listExports(options.definitions));
    return 0;
  }
  if (options.out !== undefined) await checkFolder(options.out);
  if (options.preview) {
    const lock = await takeFolder(environment, 0);
    try {
      for (const definition of options.definitions)
        await previewExport(definition, options, environment, process.stdout);
      return 0;
    } finally {
      lock.release();
    }
  }
  const needed = { wants: isNeeded, schedules: false };
  if (!options.mail) process.env.SMTP_URL = 'none';
  // Another would mail, as it is configured.
  const opened = options.mail ? await openOrJoinHost(environment, needed) : await openWorkplace(environment, needed);
  try {
    return await runExports(opened, options, environment, process.stdout, opened.stop);
  } finally {
    await opened.close();
  }
}

function isNeeded(functionName: string): boolean {
  return ['run-export', 'mail-export', 'keep-rejected'].includes(functionName);
}

/** Before anything runs. @throws ConfigurationError that names the folder. */
async function checkFolder(out: NonNullable<ExportOptions['out']>): Promise<void> {
  try {
    await makeFolder(out);
    await access(out, constants.W_OK);
  } catch (cause) {
    throw new ConfigurationError(`--out : on ne peut pas écrire dans ${path.resolve(out)} : ${messageOf(cause)}`, {
      cause,
    });
  }
}
