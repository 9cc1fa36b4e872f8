import { lstat, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../ports/logger.ts';
import { findOrphanFolders, profileOf } from './browser-folder.ts';
import { isGone, killGroup, killProcess, type RunningProcess, readProcesses } from './processes.ts';

const endMilliseconds = 2_000;
const pollMilliseconds = 20;

/**
 * Ends the browsers whose owner died without closing them (SIGKILL, out of memory) and removes their folders. Only what
 * this very program left: a folder of our user that names a dead owner, and a process whose command line names its
 * profile. A browser whose owner lives is never touched. What cannot be cleaned up is told and left.
 */
export async function reapOrphans(logger: Logger): Promise<void> {
  for (const { path, ownerPid } of await findOrphanFolders()) {
    try {
      if (!(await isOurs(path))) continue;
      const ended = await endBrowsersOf(path);
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      logger.warn('browser of a dead process reaped', { owner: ownerPid, browsers: ended });
    } catch (error) {
      // Another process that starts now may reap the same.
      if (isGone(error)) continue;
      logger.warn('browser of a dead process not reaped', { owner: ownerPid }, error);
    }
  }
}

/** A folder itself, not a link, and our user's: others may write in the temporary folder too. */
async function isOurs(path: string): Promise<boolean> {
  const facts = await lstat(path);
  return facts.isDirectory() && facts.uid === process.getuid?.();
}

async function endBrowsersOf(folder: string): Promise<number> {
  const running = browsersOf(folder);
  for (const { pid, group } of running) {
    // A browser leads the group of its own children. Another group is not its alone.
    if (group === pid) killGroup(group);
    else killProcess(pid);
  }
  const end = performance.now() + endMilliseconds;
  while (browsersOf(folder).length > 0) {
    if (performance.now() > end) throw new Error(`a browser of ${folder} does not end`);
    await sleep(pollMilliseconds);
  }
  return running.length;
}

function browsersOf(folder: string): RunningProcess[] {
  const flag = `--user-data-dir=${profileOf(folder)}`;
  return readProcesses().filter(({ pid, arguments: given }) => pid !== process.pid && given.includes(flag));
}
