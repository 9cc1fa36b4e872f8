import { open } from 'node:fs/promises';
import type { LoggedLine, LogSubject, RunLog } from '../../ports/run-log.ts';
import { errorCode } from './error-code.ts';

/** So much of the end of the log is looked through: about 20,000 lines. */
const lookedThroughBytes = 6_000_000;

/** The log lines of a file of JSON lines, newest last. A file that is not there has none. */
export function createFileRunLog(file: string): RunLog {
  return {
    addressOf: () => undefined,
    async linesOf(subject, limit) {
      const text = await readEnd(file);
      const wanted = Object.values(subject);
      const lines = text
        .split('\n')
        .filter((line) => wanted.every((word) => line.includes(JSON.stringify(word).slice(1, -1))));
      return lines.flatMap((line) => parseLine(line, subject) ?? []).slice(-limit);
    },
  };
}

async function readEnd(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    const start = Math.max(0, size - lookedThroughBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Undefined for what is no line of that subject: the first of a cut file, or one that only mentions it. */
function parseLine(line: string, { runId, interventionId }: LogSubject): LoggedLine | undefined {
  const found = jsonOf(line);
  if (runId !== undefined && found.runId !== runId) return undefined;
  if (interventionId !== undefined && found.interventionId !== interventionId) return undefined;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    time: text(found.time),
    severity: text(found.severity),
    function: text(found.function),
    message: text(found.message),
    interventionId: typeof found.interventionId === 'string' ? found.interventionId : null,
  };
}

function jsonOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(line);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {}; // The line was cut where the looking began.
  }
}
