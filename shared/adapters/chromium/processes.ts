import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process of this machine, as Linux tells it in /proc. */
export interface RunningProcess {
  readonly pid: number;
  readonly group: number;
  /** Clock ticks from the boot to its start: a process that gets the number of a dead one has another. */
  readonly startTicks: string;
  /** Its command line, one argument each. */
  readonly arguments: readonly string[];
}

/** The process, or undefined when it does not run (any more) or the system has no /proc. A zombie does not run. */
export function readProcess(pid: number): RunningProcess | undefined {
  const stat = readProc(`${pid}/stat`);
  const commandLine = readProc(`${pid}/cmdline`);
  // The second field is the program's name and may hold anything, spaces and parentheses too.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields ?? [];
  const startTicks = fields?.[19];
  if (state === undefined || startTicks === undefined || commandLine === undefined || /[ZXx]/.test(state)) {
    return undefined;
  }
  return { pid, group: Number(group), startTicks, arguments: commandLine.split('\0') };
}

/** Every process that runs; none on a system without /proc. */
export function readProcesses(): RunningProcess[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Names the set of processes whose numbers mean something to us: containers that share a folder do not share it. */
export function processNamespace(): string | undefined {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Ends the process at once; one that is gone is ended. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Ends every process of the group at once. */
export function killGroup(group: number): void {
  killProcess(-group);
  killProcess(group);
}

/** Waits, while nothing else goes on in this process, until the group has no process that runs. For the end of a process only. */
export function waitUntilEnded(group: number, milliseconds: number): void {
  const end = performance.now() + milliseconds;
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (performance.now() < end && readProcesses().some((found) => found.group === group)) {
    Atomics.wait(never, 0, 0, 10);
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch (error) {
    if (isGone(error) || isHidden(error)) return undefined;
    throw error;
  }
}

/** Some systems hide the processes of other users. */
function isHidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(EACCES|EPERM)$/.test(String(error.code));
}

/** Whether it says that the process, or its entry in /proc, is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOENT|ESRCH|ENOTDIR)$/.test(String(error.code));
}
