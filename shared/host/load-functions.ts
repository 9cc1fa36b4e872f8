import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fr } from 'zod/locales';
import { messageOf } from '../runtime/describe-error.ts';
import { ConfigurationError, wrongSettings } from '../runtime/read-env.ts';
import { type RegisteredFunction, registeredFunction } from '../runtime/registry.ts';
import { checkSchedule } from './cron.ts';
import { type Deploy, deploySchema } from './deploy.ts';
import { type LeftOutFunction, leftOutOf } from './left-out.ts';

/** A function as its folder declares it and as its `index.ts` registers it for the cloud. */
export interface LoadedFunction {
  readonly name: string;
  readonly deploy: Deploy;
  readonly registered: RegisteredFunction;
}

/** The functions of a folder. */
export interface LoadedFunctions {
  /** Those that were wanted. */
  readonly functions: readonly LoadedFunction[];
  /** The names of all. */
  readonly declared: readonly string[];
  /** Those that were wanted, and lack variables. */
  readonly leftOut: readonly LeftOutFunction[];
}

const unlessSaid = { wants: () => true, mayLeaveOut: () => false };

/**
 * Reads and imports every function of the directory that is wanted: folders that hold a `deploy.json`. They read the
 * process's environment now, and open nothing before their first message or request. Those that lack variables are left
 * out, with those that cannot do without them, where `mayLeaveOut` says so of each of these.
 * @throws ConfigurationError that lists everything that is wrong, by file and field.
 */
export async function loadFunctions(
  directory: string,
  options: { readonly wants?: (name: string) => boolean; readonly mayLeaveOut?: (name: string) => boolean } = {},
): Promise<LoadedFunctions> {
  const { wants, mayLeaveOut } = { ...unlessSaid, ...options };
  const declared = await functionNames(directory);
  const names = declared.filter(wants);
  const results = await Promise.allSettled(names.map((name) => loadFunction(directory, name)));
  const found = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const leftOut = leftOutOf(
    found,
    found.filter((one) => 'faults' in one),
  );
  const needed = leftOut.filter(({ name }) => !mayLeaveOut(name)).flatMap(({ faults }) => faults);
  const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  if (failures.length + needed.length > 0) throw oneError([...failures, ...needed]);
  const isLeftOut = new Set(leftOut.map(({ name }) => name));
  const functions = found.filter((one) => 'registered' in one).filter(({ name }) => !isLeftOut.has(name));
  return { functions, declared, leftOut };
}

/** All that is wrong: settings that several functions miss are said once, together. */
function oneError(failures: readonly unknown[]): ConfigurationError {
  const cause = new AggregateError(failures);
  const settingsOf = (failure: unknown) => (failure instanceof ConfigurationError ? failure.settings : undefined);
  const others = failures.filter((failure) => settingsOf(failure) === undefined).map(messageOf);
  const settings = failures.flatMap((failure) => settingsOf(failure) ?? []);
  if (others.length === 0) return wrongSettings(settings, { cause });
  const lines = settings.length === 0 ? others : [...others, wrongSettings(settings).message];
  return new ConfigurationError([...new Set(lines)].join('\n'), { cause });
}

/** The folders of the directory that hold a `deploy.json`, in the order of their names. */
export async function functionNames(directory: string): Promise<string[]> {
  const files = await readdir(directory, { recursive: false, withFileTypes: true });
  const folders = files.filter((file) => file.isDirectory()).map(({ name }) => name);
  const declared = await Promise.all(
    folders.map(async (name) => ((await readdir(path.join(directory, name))).includes('deploy.json') ? [name] : [])),
  );
  return declared.flat().sort();
}

async function loadFunction(directory: string, name: string): Promise<LoadedFunction | LeftOutFunction> {
  const deploy = await readDeploy(path.join(directory, name, 'deploy.json'));
  const entry = path.join(directory, name, 'index.ts');
  try {
    await import(pathToFileURL(path.resolve(entry)).href);
  } catch (cause) {
    if (cause instanceof ConfigurationError && cause.missing !== undefined) return { name, deploy, faults: [cause] };
    if (cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError(`${entry} ne se charge pas : ${messageOf(cause)}`, { cause });
  }
  const registered = registeredFunction(name);
  if (registered?.kind !== deploy.trigger.kind) {
    throw new ConfigurationError(
      `${entry} n’enregistre aucune fonction « ${deploy.trigger.kind} » du nom de son dossier, « ${name} »`,
    );
  }
  return { name, deploy, registered };
}

/** Reads one `deploy.json`. @throws ConfigurationError that names the file and each wrong field. */
export async function readDeploy(file: string): Promise<Deploy> {
  const json = parseJson(file, await readFile(file, 'utf8'));
  const parsed = deploySchema.safeParse(json, { error: fr().localeError });
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `${file} : ${issue.path.join('.') || 'fichier'} : ${issue.message}`,
    );
    throw new ConfigurationError(lines.join('\n'));
  }
  for (const { name, cron } of parsed.data.schedules) {
    const fault = checkSchedule(cron);
    if (fault !== undefined)
      throw new ConfigurationError(`${file} : schedules « ${name} » : cron « ${cron} » : ${fault}`);
  }
  return parsed.data;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${file} n’est pas du JSON : ${messageOf(cause)}`, { cause });
  }
}
