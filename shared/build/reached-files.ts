import path from 'node:path';
import type { Metafile } from 'esbuild';

/** The files that a bundle's entry can come to load. esbuild also writes parts whose import it has then left out. */
export interface ReachedFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** Bytes of those that are loaded at the start, before anything is imported later. */
  readonly startBytes: number;
  /** The source files whose code is in them, from the project's root. */
  readonly inputs: readonly string[];
  /** What they import from outside. */
  readonly externals: readonly string[];
  /** What they import from outside at the start. */
  readonly startExternals: readonly string[];
}

/** Follows the imports from the entry, of both kinds. @param root the folder that the metafile's paths start from. */
export function reachedFrom(entry: string, { outputs }: Metafile, root: string): ReachedFiles {
  const reached = follow(path.relative(root, entry), outputs, () => true);
  const atStart = follow(path.relative(root, entry), outputs, (kind) => kind === atOnce);
  return {
    files: reached.map((file) => path.resolve(root, file)),
    bytes: sum(reached, outputs),
    startBytes: sum(atStart, outputs),
    inputs: inputsOf(reached, outputs),
    externals: importsOf(reached, outputs).map(({ path: name }) => name),
    startExternals: importsOf(atStart, outputs).flatMap(({ path: name, kind }) => (kind === atOnce ? [name] : [])),
  };
}

/** esbuild's word for an import that is not put off. */
const atOnce = 'import-statement';

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

function inputsOf(files: readonly string[], outputs: Outputs): string[] {
  const inputs = files.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}));
  return inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
}

function importsOf(files: readonly string[], outputs: Outputs) {
  return files.flatMap((file) => outputs[file]?.imports ?? []).filter(({ external }) => external === true);
}

function sum(files: readonly string[], outputs: Outputs): number {
  return files.reduce((bytes, file) => bytes + (outputs[file]?.bytes ?? 0), 0);
}
