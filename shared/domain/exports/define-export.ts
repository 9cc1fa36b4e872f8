import type { Day } from '../day.ts';
import { type ExportDefinition, type ExportOptions, normalizeSheets } from './export-definition.ts';

const namePattern = /^[a-z][a-z0-9_]{1,60}$/;
/** Once a day at most, between 04:00 and 07:59; a day of the month or weekdays, for cron fires on either of two. */
const schedulePattern = /^([0-5]?\d) ([4-7]) (\* \* (\*|[0-6](-[0-6])?)|([1-9]|1\d|2[0-8]) \* \*)$/;
const folderPattern = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;
const fileNamePattern = /^[A-Za-z0-9][A-Za-z0-9_. -]{0,150}\.(csv|xlsx)$/;
/** Any day shows what a file name looks like. */
const sampleDay: Day = '2013-07-01';

/**
 * Declares an export: the default export of a file in `shared/exports/`. What is wrong with it stops the start.
 * @throws Error that names the export and what is wrong.
 */
export function defineExport(options: ExportOptions): ExportDefinition {
  const fault = faultOf(options);
  if (fault !== undefined) throw new Error(`export ${options.name}: ${fault}`);
  return {
    name: options.name,
    title: options.title,
    format: options.format,
    schedule: options.schedule,
    sheets: normalizeSheets(options),
    settings: options.settings ?? {},
    parameters: options.parameters ?? (() => ({})),
    check: options.check ?? (() => undefined),
    empty: options.empty,
    file: options.file,
    deliver: options.deliver,
  };
}

function faultOf(options: ExportOptions): string | undefined {
  const { name, format, schedule, file, deliver } = options;
  if (!namePattern.test(name)) return 'its name is lower-case letters, digits and _';
  if (schedule !== null && !schedulePattern.test(schedule))
    return `its schedule "${schedule}" is no time between 04:00 and 07:59, once a day at most: "minute hour day * weekday"`;
  const fileName = file(sampleDay);
  if (!fileNamePattern.test(fileName) || !fileName.endsWith(`.${format}`))
    return `"${fileName}" is no file name for ${format}: letters, digits, "_", "-", "." and blanks, then .${format}`;
  if (file('2013-11-12') === file('2013-01-11') || file('2013-11-12') === file('2014-11-12'))
    return 'its file name must tell one day from another';
  if (!folderPattern.test(deliver.folder) || deliver.folder.startsWith('passages'))
    return `"${deliver.folder}" is no folder for its file: letters, digits, "_" and "-", and "passages" is that of the runs`;
  const sheets = normalizeSheets(options);
  if (sheets.length === 0) return 'it has no query';
  if (format === 'csv' && (sheets.length > 1 || sheets[0]?.splitBy !== undefined)) return 'a CSV file holds one table';
  const bare = sheets.find(({ columns }) => columns.length === 0);
  return bare === undefined ? undefined : `the sheet "${bare.name}" has no columns`;
}
