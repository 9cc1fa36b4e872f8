import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { demoEnvironment } from '../../shared/demo/demo-environment.ts';
import { childEnvironment } from '../child-environment.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The environment under which `terrain` works on a demo world that another process keeps. */
export function worldEnvironment(
  world: Parameters<typeof demoEnvironment>[0],
  dataDirectory: string,
): Record<string, string> {
  return { ...childEnvironment(), TERRAIN_DATA: dataDirectory, ...demoEnvironment(world) };
}

export interface TerrainProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit status, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts `terrain` in a process of its own. @param from the project's folder: this one, or a copy of it. */
export function startTerrain(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  from: string = root,
): TerrainProcess {
  const child = spawn(process.execPath, ['shared/cli/terrain.ts', ...args], {
    cwd: from,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'exit').then(() => child.exitCode);
  return { child, output: () => output, ended };
}

/** Runs `terrain` to its end. */
export async function runTerrain(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const started = startTerrain(args, environment);
  const status = await started.ended;
  return { status, output: started.output() };
}
