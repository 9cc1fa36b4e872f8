import { runCommandLine } from '../../../shared/cli/main.ts';

/**
 * Runs a command in this process, as `terrain` does: for those that end before they open anything, where a process of its
 * own would be most of the cost. The environment is that one alone meanwhile.
 */
export async function runHere(args: readonly string[], environment: Readonly<Record<string, string>>) {
  let output = '';
  const restore = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    // The test runner reports on these streams too, in bytes: that goes on.
    stream.write = (...given: unknown[]): boolean => {
      const [text] = given;
      if (typeof text !== 'string') return Reflect.apply(write, stream, given);
      output += text;
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  const before = { ...process.env };
  replaceEnvironment(environment);
  try {
    const status = await runCommandLine([...args]);
    return { status, output };
  } finally {
    replaceEnvironment(before);
    for (const undo of restore) undo();
  }
}

function replaceEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
}
