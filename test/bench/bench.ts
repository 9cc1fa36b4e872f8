/** `npm run bench [-- NAME]`: runs the benchmarks, prints a table each, appends JSON lines to test/bench/results/. */
import { appendFileSync, globSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { formatTable } from '../../shared/cli/terminal/table.ts';

export interface BenchResult {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Ratios and sizes by name, kept as a JSON line. */
  readonly figures: Readonly<Record<string, number>>;
}

const folder = import.meta.dirname;
const names = globSync('*.bench.ts', { cwd: folder }).map((file) => file.replace('.bench.ts', ''));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`unknown benchmark: ${unknown.join(', ')}; there are: ${names.join(', ')}`);
  process.exit(2);
}
mkdirSync(path.join(folder, 'results'), { recursive: true });
for (const name of wanted.length > 0 ? wanted : names) {
  const { run }: { run: () => Promise<BenchResult> } = await import(`./${name}.bench.ts`);
  const result = await run();
  console.log(`\n${result.title}\n\n${formatTable(result.header, result.rows)}\n`);
  const line = { name, at: new Date().toISOString(), cpus: os.cpus().length, node: process.version, ...result.figures };
  appendFileSync(path.join(folder, 'results', `${name}.ndjson`), `${JSON.stringify(line)}\n`);
}
