import { FolderTakenError } from '../adapters/sqlite/folder-lock.ts';
import { nearestWord } from '../domain/portal/did-you-mean.ts';
import { NotFoundError, PermanentError } from '../ports/failures.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { describeParseError, UsageError, usage, usageOf } from './usage.ts';

type Command = (args: string[]) => Promise<number>;

// Each command is loaded only when it is asked for: `token` must not wait for a browser's library.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  run: async () => (await import('./commands/run.ts')).run,
  import: async () => (await import('./commands/import.ts')).importDelivery,
  generate: async () => (await import('./commands/generate.ts')).generate,
  fleet: async () => (await import('./commands/fleet.ts')).fleet,
  export: async () => (await import('./commands/export.ts')).runExportCommand,
  portal: async () => (await import('./commands/portal.ts')).portal,
  token: async () => (await import('./commands/token.ts')).token,
  status: async () => (await import('./commands/status.ts')).status,
  erase: async () => (await import('./commands/erase.ts')).erase,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  replay: async () => (await import('./commands/replay.ts')).replay,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (load === undefined) {
    const near = nearestWord(name, Object.keys(commands));
    const advice = near === undefined ? '' : ` (vouliez-vous dire « ${near} » ?)`;
    throw new UsageError(`commande inconnue : « ${name} »${advice}`);
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usageOf(name)}\n`);
    return 0;
  }
  const command = await load();
  return command(args);
}

/** What is wrong with how the command was called, in French; undefined when that is not it. */
function misuseOf(error: unknown, command: string): string | undefined {
  return error instanceof UsageError ? error.message : describeParseError(error, command);
}

function adviceFor(command: string): string {
  const own = usageOf(command);
  return `${own === undefined ? '' : `\n${own}\n`}\nToutes les commandes : npm run terrain -- help\n`;
}

/** What was asked for cannot be, and the message says why: a stack would hide it. */
function isExplained(error: unknown): boolean {
  return error instanceof PermanentError || error instanceof NotFoundError;
}

/** The configuration or the folder is wrong: the message says it all, a stack would hide it. */
function isTheirs(error: unknown): boolean {
  return error instanceof ConfigurationError || error instanceof FolderTakenError;
}

/** Runs the command that the arguments name; what is wrong is told on standard error. @returns the exit status. */
export async function runCommandLine(args: string[]): Promise<number> {
  try {
    return await main(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const misuse = misuseOf(error, args[0] ?? '');
    if (misuse !== undefined) process.stderr.write(`${misuse}\n${adviceFor(args[0] ?? '')}`);
    else if (isTheirs(error) || isExplained(error)) process.stderr.write(`${message}\n`);
    else process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
    return misuse !== undefined || isTheirs(error) ? 2 : 1;
  }
}
