import type { ExportDefinition } from '../domain/exports/export-definition.ts';
import { messageOf } from '../runtime/describe-error.ts';
import { ConfigurationError } from '../runtime/read-env.ts';
import { exportFiles } from './export-files.ts';

export type Exports = ReadonlyMap<string, ExportDefinition>;

let loaded: Promise<Exports> | undefined;

/** Every export by its name, in the order of the names. @throws ConfigurationError that names each file that declares none. */
export function loadExports(): Promise<Exports> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Exports> {
  const files = await Promise.allSettled(Object.entries(exportFiles).map(([file, open]) => loadFile(file, open)));
  const faults = files.flatMap((file) => (file.status === 'rejected' ? [messageOf(file.reason)] : []));
  if (faults.length > 0) throw new ConfigurationError(faults.join('\n'));
  const definitions = files.flatMap((file) => (file.status === 'fulfilled' ? [file.value] : []));
  return new Map(definitions.map((definition) => [definition.name, definition]));
}

async function loadFile(file: string, open: () => Promise<{ readonly default?: unknown }>): Promise<ExportDefinition> {
  const opened = await open().catch((cause: unknown) => {
    throw new ConfigurationError(`shared/exports/${file} : ${messageOf(cause)}`, { cause });
  });
  const definition = opened.default;
  if (!isDefinition(definition))
    throw new ConfigurationError(`shared/exports/${file} : son export par défaut n’est pas un defineExport({…})`);
  if (`${definition.name}.ts` !== file)
    throw new ConfigurationError(
      `shared/exports/${file} : l’export « ${definition.name} » doit être dans ${definition.name}.ts`,
    );
  return definition;
}

/** What `defineExport` makes is right; anything else lacks its sheets. */
function isDefinition(value: unknown): value is ExportDefinition {
  return typeof value === 'object' && value !== null && 'sheets' in value && 'check' in value && 'name' in value;
}
