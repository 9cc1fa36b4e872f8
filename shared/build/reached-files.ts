import path from 'node:path';
import type { Metafile } from 'esbuild';

/** The files that a bundle's entry can come to load. esbuild also writes parts whose import it has then left out. */
export interface ReachedFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** Those that are loaded at the start, before anything is imported later. */
  readonly atStart: readonly string[];
  readonly startBytes: number;
  /** The source files whose code is in them, from the project's root. */
  readonly inputs: readonly string[];
  /** What they import of npm or of Node. */
  readonly externals: readonly string[];
}

/** Follows the imports from the entry, of both kinds. @param root the folder that the metafile's paths start from. */
export function reachedFrom(entry: string, { outputs }: Metafile, root: string): ReachedFiles {
  const reached = follow(path.relative(root, entry), outputs, () => true);
  const atStart = follow(path.relative(root, entry), outputs, (kind) => kind === 'import-statement');
  const all = reached.map((file) => outputs[file]).filter((output) => output !== undefined);
  return {
    files: reached.map((file) => path.resolve(root, file)),
    bytes: sum(reached, outputs),
    atStart: atStart.map((file) => path.resolve(root, file)),
    startBytes: sum(atStart, outputs),
    inputs: all.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
    externals: all.flatMap(({ imports }) => imports.flatMap(({ path: name, external }) => (external ? [name] : []))),
  };
}

type Outputs = Metafile['outputs'];

function follow(entry: string, outputs: Outputs, along: (kind: string) => boolean): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    const output = outputs[file];
    if (output === undefined || reached.has(file)) return;
    reached.add(file);
    for (const { path: next, kind } of output.imports) if (along(kind)) visit(next);
  };
  visit(entry);
  return [...reached];
}

function sum(files: readonly string[], outputs: Outputs): number {
  return files.reduce((bytes, file) => bytes + (outputs[file]?.bytes ?? 0), 0);
}
