import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../child-environment.ts';

/** A child process that runs one of the programs beside this file, and what it has said so far, line by line. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts `<program>.ts` with these arguments. */
export function runChild(program: string, ...programArguments: readonly string[]): Child {
  const path = new URL(`${program}.ts`, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...programArguments], {
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]);
  return {
    process: child,
    lines,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
