import { readdirSync, readFileSync } from 'node:fs';

/** The living processes whose command line names the folder: browsers that were started with their files in it. */
export function processesOf(folder: string): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return ids.filter((id) => id !== process.pid && commandOf(id).includes(folder));
}

/** Kills them, for good. */
export function killProcessesOf(folder: string): void {
  for (const id of processesOf(folder)) {
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      // It went with its parent.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    // It ended since the list was made.
    return '';
  }
}
