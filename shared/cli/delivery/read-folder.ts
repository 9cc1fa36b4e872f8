import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { ConfigurationError } from '../../runtime/read-env.ts';

export interface FolderFile {
  readonly table: string;
  readonly path: string;
  readonly extension: string;
  readonly bytes: number;
}

/** The files of a delivery in a folder, one a table. @throws ConfigurationError that names what is missing or there twice. */
export async function readDeliveryFolder(set: DeliverySet, folder: string): Promise<readonly FolderFile[]> {
  const names = await readdir(folder).catch((error: Error & { code?: string }) => {
    const why = { ENOENT: 'n’existe pas', ENOTDIR: 'n’est pas un dossier' }[error.code ?? ''] ?? error.message;
    throw new ConfigurationError(`Le dossier ${folder} ${why}.`);
  });
  const files: FolderFile[] = [];
  const missing: string[] = [];
  for (const { name: table } of set.tables) {
    const found = names.filter((name) => name === `${table}.csv` || name === `${table}.ndjson`);
    if (found.length > 1) throw new ConfigurationError(`${folder} : gardez ${found.join(' ou ')}, pas les deux.`);
    const [name] = found;
    if (name === undefined) missing.push(`${table}.csv`);
    else {
      const file = path.join(folder, name);
      files.push({ table, path: file, extension: path.extname(name), bytes: (await stat(file)).size });
    }
  }
  if (missing.length === 0) return files;
  throw new ConfigurationError(`${folder} : il manque ${missing.join(', ')} (ou .ndjson). Rien n’a été importé.`);
}
