import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import type { BenchResult } from './bench.ts';
import { benchTableSql } from './exports-table.ts';
import { median } from './median.ts';

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const resultSchema = z.object({ seconds: z.number(), peakBytes: z.number() });

/**
 * Twelve columns from the warehouse to a file: CSV beside DuckDB's own COPY, Excel beside the plain use of the fastest
 * streaming library; then three times the rows, for the memory.
 */
export async function run(): Promise<BenchResult> {
  const folder = await temporaryFolder();
  try {
    await makeTables(folder.path);
    const ways = ['copy', 'csv', 'plain', 'xlsx'] as const;
    const found = new Map<string, z.infer<typeof resultSchema>[]>(ways.map((way) => [way, []]));
    for (let round = 0; round < rounds; round++)
      for (const way of ways) found.get(way)?.push(await write(way, folder.path, 'once'));
    const of = (way: (typeof ways)[number]) => {
      const all = found.get(way) ?? [];
      return {
        seconds: median(all.map((one) => one.seconds)),
        peakBytes: Math.max(...all.map((one) => one.peakBytes)),
      };
    };
    const [copy, csv, plain, xlsx] = [of('copy'), of('csv'), of('plain'), of('xlsx')];
    const [csvThrice, xlsxThrice] = [
      await write('csv', folder.path, 'thrice'),
      await write('xlsx', folder.path, 'thrice'),
    ];
    const line = (name: string, count: number, { seconds, peakBytes }: z.infer<typeof resultSchema>) => [
      name,
      count,
      seconds.toFixed(1),
      Math.round(count / seconds),
      formatBytes(peakBytes),
    ];
    return {
      title: `A table of 12 columns from the warehouse to a file, median of ${rounds} interleaved rounds`,
      header: ['', 'rows', 'seconds', 'rows a second', 'peak memory'],
      rows: [
        line('CSV: DuckDB’s COPY', rows, copy),
        line('CSV: ours', rows, csv),
        line('CSV: ours', 3 * rows, csvThrice),
        line('Excel: hucre, plain use', rows, plain),
        line('Excel: ours', rows, xlsx),
        line('Excel: ours', 3 * rows, xlsxThrice),
      ],
      figures: {
        rows,
        csvToCopySpeed: copy.seconds / csv.seconds,
        xlsxToPlainSpeed: plain.seconds / xlsx.seconds,
        ...{
          copySeconds: copy.seconds,
          csvSeconds: csv.seconds,
          plainSeconds: plain.seconds,
          xlsxSeconds: xlsx.seconds,
        },
        ...{ csvPeakBytes: csv.peakBytes, csvThricePeakBytes: csvThrice.peakBytes },
        ...{ xlsxPeakBytes: xlsx.peakBytes, xlsxThricePeakBytes: xlsxThrice.peakBytes },
      },
    };
  } finally {
    await folder.remove();
  }
}

async function makeTables(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(path.join(folder, 'warehouse.duckdb'));
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA bench');
  await connection.run(benchTableSql('once', rows));
  await connection.run(benchTableSql('thrice', 3 * rows));
  connection.closeSync();
  instance.closeSync();
}

/** What `terrain` gives its own heap (`shared/cli/keep-heap-small.ts`). */
const execArgv = ['--max-semi-space-size=4', '--semi-space-growth-factor=1', '--heap-growing-percent=25'];

async function write(way: string, folder: string, table: string): Promise<z.infer<typeof resultSchema>> {
  const child = fork(path.join(import.meta.dirname, 'exports-process.ts'), [way, folder, table], { execArgv });
  const ended = once(child, 'exit');
  const message = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (message === undefined) throw new Error(`${way}: the process died with ${child.exitCode}`);
  await ended;
  return resultSchema.parse(message[0]);
}
