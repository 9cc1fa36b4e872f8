import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Who holds a folder. `port` is the port on which it serves and works for others, null when it does not; `leftOut` are the
 * functions that it does no work of. `since` is ISO 8601 UTC.
 */
export interface FolderOwner {
  readonly pid: number;
  readonly port: number | null;
  readonly leftOut: readonly string[];
  readonly since: string;
}

/** The folder is in another process's hands; `owner` is undefined when that process died before saying who it is. */
export class FolderTakenError extends Error {
  override name = 'FolderTakenError';
  readonly directory: string;
  readonly owner: FolderOwner | undefined;
  constructor(directory: string, owner: FolderOwner | undefined) {
    const port = owner?.port == null ? '' : `, port ${owner.port}`;
    const who = owner === undefined ? '' : ` (processus ${owner.pid}${port}, depuis ${owner.since})`;
    super(
      `Le dossier ${directory} est déjà utilisé par un autre Terrain${who}. Arrêtez-le, ou choisissez un autre dossier avec TERRAIN_DATA.`,
    );
    this.directory = directory;
    this.owner = owner;
  }
}

export interface FolderLock {
  readonly owner: FolderOwner;
  /** Tells those who are refused on which port this process serves, once it is known, and what it does not do. */
  announce(facts: Pick<FolderOwner, 'port' | 'leftOut'>): void;
  /** Gives the folder back; a second time has no effect. */
  release(): void;
}

const ownerPatienceMs = 1000;

/**
 * Takes the folder for this process. The lock is the operating system's, through an open SQLite transaction: only one
 * can have it, and it goes with the process however it dies.
 * @throws FolderTakenError when somebody has it.
 */
export async function lockFolder(directory: string, facts: { readonly port: number | null }): Promise<FolderLock> {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'lock.sqlite'));
  try {
    // In this mode the lock file of a killed process needs no repair, and nothing is ever written.
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new FolderTakenError(directory, await readLivingOwner(directory));
  }
  let owner: FolderOwner = { pid: process.pid, port: facts.port, leftOut: [], since: new Date().toISOString() };
  writeOwner(directory, owner);
  return {
    get owner() {
      return owner;
    },
    announce(more) {
      owner = { ...owner, ...more };
      writeOwner(directory, owner);
    },
    release() {
      if (database.isOpen) database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  const busy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === busy;
}

function ownerPath(directory: string): string {
  return join(directory, 'owner.json');
}

function writeOwner(directory: string, owner: FolderOwner): void {
  const temporary = `${ownerPath(directory)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(owner));
  renameSync(temporary, ownerPath(directory));
}

/** The new owner may not have signed yet, and the signature be of one who died: that is worth a short wait. */
async function readLivingOwner(directory: string): Promise<FolderOwner | undefined> {
  for (let waitedMs = 0; waitedMs < ownerPatienceMs; waitedMs += 50) {
    const owner = readOwner(directory);
    if (owner !== undefined && isAlive(owner.pid)) return owner;
    await delay(50);
  }
  return undefined;
}

function readOwner(directory: string): FolderOwner | undefined {
  try {
    const { pid, port, leftOut = [], since } = JSON.parse(readFileSync(ownerPath(directory), 'utf8'));
    return { pid: Number(pid), port: port === null ? null : Number(port), leftOut, since: String(since) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
