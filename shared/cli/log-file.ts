import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeLogsTo } from '../runtime/log.ts';

const rotateAboveBytes = 20_000_000;

/**
 * Sends the JSON log lines to `terrain.log` in the folder, so that the terminal stays readable; the former file is kept as
 * `terrain.log.1` once it is large.
 * @returns the file's path.
 */
export function logToFile(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'terrain.log');
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat !== undefined && stat.size > rotateAboveBytes) renameSync(file, `${file}.1`);
  writeLogsTo((line) => {
    try {
      appendFileSync(file, line);
    } catch (error) {
      // A full disk is what the line may be about: it must neither be lost nor stop the work.
      process.stderr.write(`${file} : ${String(error)}\n${line}`);
    }
  });
  return file;
}
