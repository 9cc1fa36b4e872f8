import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../runtime/read-env.ts';

/** A full disk is told where something is written; what only reads may go on. */
const passing = ['ENOSPC', 'EDQUOT'];

/**
 * Refuses a data folder in which nothing could be made, before anybody waits for it: Node's recursive mkdir never ends under
 * /proc. Leaves nothing behind. @throws ConfigurationError
 */
export function checkDataFolder(folder: string): void {
  try {
    rmdirSync(mkdtempSync(path.join(nearestFolder(path.resolve(folder)), '.terrain-')));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (passing.includes(code)) return;
    throw new ConfigurationError(
      `TERRAIN_DATA : on ne peut pas écrire dans « ${folder} » (${code}). Donnez-vous le droit d’y écrire, ou choisissez un autre dossier ; sans TERRAIN_DATA, c’est .data.`,
      { cause },
    );
  }
}

/** The folder itself, or the one in which it would be made. */
function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}
