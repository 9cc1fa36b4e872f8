import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { smallHeapFlags } from '../../shared/cli/keep-heap-small.ts';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import type { BenchResult } from './bench.ts';
import { benchTableSql } from './exports-table.ts';
import { median } from './median.ts';

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const csvPairs = Number(process.env.BENCH_ROUNDS ?? 7);
const xlsxPairs = Math.ceil(csvPairs / 3);
const resultSchema = z.object({ seconds: z.number(), peakBytes: z.number() });
type Result = z.infer<typeof resultSchema>;

/**
 * Twelve columns from the warehouse to a file: CSV beside DuckDB's own COPY, Excel beside the plain use of the fastest
 * streaming library; then three times the rows, for the memory.
 */
export async function run(): Promise<BenchResult> {
  const folder = await temporaryFolder();
  try {
    await makeTables(folder.path);
    const [copy, csv, csvToCopySpeed] = await race(folder.path, 'copy', 'csv', csvPairs);
    const [plain, xlsx, xlsxToPlainSpeed] = await race(folder.path, 'plain', 'xlsx', xlsxPairs);
    const [csvThrice, xlsxThrice] = [
      await writeOnce('csv', folder.path, 'thrice'),
      await writeOnce('xlsx', folder.path, 'thrice'),
    ];
    const line = (name: string, count: number, { seconds, peakBytes }: Result, speed = '') => [
      name,
      count,
      seconds.toFixed(1),
      Math.round(count / seconds),
      formatBytes(peakBytes),
      speed,
    ];
    return {
      title: `A table of 12 columns from the warehouse to a file, once warm, in turn with ours: median of ${csvPairs} pairs, of ${xlsxPairs} for Excel`,
      header: ['', 'rows', 'seconds', 'rows a second', 'peak memory', 'speed'],
      rows: [
        line('CSV: DuckDB’s COPY', rows, copy),
        line('CSV: ours', rows, csv, csvToCopySpeed.toFixed(2)),
        line('CSV: ours', 3 * rows, csvThrice),
        line('Excel: hucre, plain use', rows, plain),
        line('Excel: ours', rows, xlsx, xlsxToPlainSpeed.toFixed(2)),
        line('Excel: ours', 3 * rows, xlsxThrice),
      ],
      figures: {
        rows,
        csvToCopySpeed,
        xlsxToPlainSpeed,
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

/**
 * Both in turn once they are warm, A B A B: a machine's speed changes from minute to minute, less within a pair.
 * @returns each one's median time and highest peak, and the median of the pairs' ratios: how many times the speed of the
 * reference ours has.
 */
async function race(folder: string, reference: string, ours: string, pairs: number): Promise<[Result, Result, number]> {
  await using writers = new AsyncDisposableStack();
  const [a, b] = [await startWriter(reference, folder, 'once'), await startWriter(ours, folder, 'once')];
  writers.defer(a.end);
  writers.defer(b.end);
  const found: (readonly [Result, Result])[] = [];
  for (let pair = 0; pair <= pairs; pair++) found.push([await a.write(), await b.write()]);
  const warm = found.slice(1);
  const middle = (which: 0 | 1) => ({
    seconds: median(warm.map((pair) => pair[which].seconds)),
    peakBytes: Math.max(...found.map((pair) => pair[which].peakBytes)),
  });
  return [middle(0), middle(1), median(warm.map(([one, other]) => one.seconds / other.seconds))];
}

async function writeOnce(way: string, folder: string, table: string): Promise<Result> {
  const writer = await startWriter(way, folder, table);
  try {
    return await writer.write();
  } finally {
    await writer.end();
  }
}

/** A process that writes that way, over a warehouse of its own: two cannot have one file. */
async function startWriter(way: string, folder: string, table: string) {
  const own = path.join(folder, way);
  await mkdir(own, { recursive: true });
  await copyFile(path.join(folder, 'warehouse.duckdb'), path.join(own, 'warehouse.duckdb'));
  const child = fork(path.join(import.meta.dirname, 'exports-process.ts'), [way, own, table], {
    execArgv: smallHeapFlags.rows,
  });
  const ended = once(child, 'exit');
  return {
    async write(): Promise<Result> {
      child.send('write');
      const message = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
      if (message === undefined) throw new Error(`${way}: the process died with ${child.exitCode}`);
      return resultSchema.parse(message[0]);
    },
    async end(): Promise<void> {
      child.kill();
      await ended;
      await rm(own, { recursive: true });
    },
  };
}
