import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export interface Start {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Asks the first question; its answer ends the measure. */
  readonly ask: (url: string) => Promise<Response>;
}

/** Milliseconds from the process's start to its first answer. */
export interface StartTime {
  readonly wall: number;
  /** What its threads worked meanwhile: other programs of the machine disturb this less. In steps of 10 ms. */
  readonly cpu: number;
}

/** Starts a process, which prints its address once it listens, asks it, and stops it. */
export async function measureStart({ args, cwd, environment, ask }: Start): Promise<StartTime> {
  const { PATH = '', HOME = '' } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const gone = once(child, 'exit');
  try {
    const url = await printedAddress(child.stdout);
    if (url === undefined) throw new Error(`${args.join(' ')} ended before it listened:\n${errors}`);
    const response = await ask(url);
    await response.text();
    return { wall: performance.now() - startedAt, cpu: await cpuTime(child.pid) };
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

/** User and system time of a process, which Linux counts in hundredths of a second. */
async function cpuTime(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

async function printedAddress(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const [url] = /http:\/\/[\w.:]+/.exec(line) ?? [];
    // Not the name `localhost`, whose lookup would count too.
    if (url !== undefined) return url.replace('localhost', '127.0.0.1');
  }
  return undefined;
}
