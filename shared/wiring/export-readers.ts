import { ConfigurationError } from '../runtime/read-env.ts';
import type { exportMailEnvironment } from './environment.ts';
import { loadExports } from './load-exports.ts';

type Readers = ReturnType<typeof exportMailEnvironment.parse>['EXPORT_MAIL_TO'];

/**
 * The addresses that an export's file is mailed to, each once.
 * @throws ConfigurationError when an address is for an export that there is not.
 */
export async function openReaders(readers: Readers): Promise<(exportName: string) => readonly string[]> {
  const named = readers.flatMap(({ export: name }) => (name === null ? [] : [name]));
  if (named.length > 0) {
    const known = await loadExports();
    const unknown = named.find((name) => !known.has(name));
    if (unknown !== undefined)
      throw new ConfigurationError(
        `EXPORT_MAIL_TO : il n’y a pas d’export « ${unknown} » (il y a ${[...known.keys()].join(', ')})`,
      );
  }
  return (exportName) => {
    const mine = readers.filter(({ export: name }) => name === null || name === exportName);
    return [...new Set(mine.map(({ address }) => address))];
  };
}
