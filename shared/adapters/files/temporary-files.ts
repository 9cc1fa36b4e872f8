import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names for files that are being written. Each process has its own folder, named after its id and start, so that
 * opening can delete what dead processes left without touching what a living one is writing.
 */
export function openTemporaryFiles(folder: string): () => string {
  const startedMs = Math.round(performance.timeOrigin);
  const own = `${process.pid}-${startedMs}`;
  mkdirSync(join(folder, own), { recursive: true });
  for (const other of readdirSync(folder)) {
    if (other !== own && !isAlive(Number.parseInt(other, 10)))
      rmSync(join(folder, other), { recursive: true, force: true });
  }
  return () => join(folder, own, randomUUID());
}

/** Another folder under our own id is of a former process that had it. */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
