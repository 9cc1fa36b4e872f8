import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { writeDelivery } from '../../shared/cli/delivery/write-delivery.ts';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { generateCrm } from '../../shared/demo/crm/generate-crm.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import type { BenchResult } from './bench.ts';

const visits = Number(process.env.BENCH_VISITS ?? 1_000_000);
const resultSchema = z.object({ rows: z.number(), seconds: z.number(), peakBytes: z.number() });

/** A delivery of a million visits, from files to the warehouse, beside DuckDB's own reading of the same files. */
export async function run(): Promise<BenchResult> {
  const folder = await temporaryFolder();
  try {
    const startedAt = performance.now();
    const tables = generateCrm({ rows: visits, seed: 'bench', until: '2026-11-25' });
    await writeDelivery(visitesSet, tables, folder.path, () => undefined);
    const generatedSeconds = (performance.now() - startedAt) / 1000;
    const child = fork(path.join(import.meta.dirname, 'import-process.ts'), [folder.path]);
    const [message] = await once(child, 'message');
    const { rows, seconds, peakBytes } = resultSchema.parse(message);
    const floor = await copyByDuckdb(folder.path);
    const line = (name: string, took: number) => [name, rows, took.toFixed(1), Math.round(rows / took)];
    return {
      title: `A delivery of ${visits.toLocaleString('en')} visits with its partners; peak memory of the import ${formatBytes(peakBytes)}`,
      header: ['', 'rows', 'seconds', 'rows a second'],
      rows: [
        line('generate', generatedSeconds),
        line('import: each row checked, keys too', seconds),
        line('floor: DuckDB reads the files, unchecked', floor),
      ],
      figures: { rows, seconds, floorSeconds: floor, timesFloor: seconds / floor, peakBytes, generatedSeconds },
    };
  } finally {
    await folder.remove();
  }
}

async function copyByDuckdb(folder: string): Promise<number> {
  const instance = await DuckDBInstance.create(path.join(folder, 'floor.duckdb'));
  const connection = await instance.connect();
  const startedAt = performance.now();
  for (const { name } of visitesSet.tables) {
    await connection.run(`CREATE TABLE ${name} AS FROM read_csv('${path.join(folder, `${name}.csv`)}', delim = ';')`);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  connection.closeSync();
  instance.closeSync();
  return seconds;
}
