import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processNamespace, readProcess } from './processes.ts';

/** The folder of one launch of the browser, and the process that made it. */
export interface BrowserFolder {
  readonly path: string;
  readonly namespace: string;
  readonly ownerPid: number;
  readonly ownerStartTicks: string;
}

// The owner stands in the name: folder and owner are there at once, and no death between the two can part them.
const named = /^portal-(\d+)-(\d+)-(\d+)-[A-Za-z0-9]{6}$/;

/** Makes the folder for one launch; its name says which process owns it. */
export function makeBrowserFolder(): Promise<string> {
  const namespace = processNamespace();
  const self = readProcess(process.pid);
  // Without /proc nobody can tell later whether the owner lives: such a folder is nobody's orphan.
  const owner = namespace === undefined || self === undefined ? '' : `${namespace}-${self.pid}-${self.startTicks}-`;
  return mkdtemp(join(tmpdir(), `portal-${owner}`));
}

/** Where the browser keeps its profile inside the folder. */
export function profileOf(folder: string): string {
  return join(folder, 'profile');
}

/** The folders of launches whose owner we would see if it lived, and do not see: it is dead. */
export async function findOrphanFolders(): Promise<BrowserFolder[]> {
  const namespace = processNamespace();
  const folders = (await readdir(tmpdir())).flatMap((name): BrowserFolder[] => {
    const [, of, pid, ownerStartTicks] = named.exec(name) ?? [];
    if (of === undefined || ownerStartTicks === undefined) return [];
    return [{ path: join(tmpdir(), name), namespace: of, ownerPid: Number(pid), ownerStartTicks }];
  });
  return folders.filter(
    (folder) => folder.namespace === namespace && readProcess(folder.ownerPid)?.startTicks !== folder.ownerStartTicks,
  );
}
