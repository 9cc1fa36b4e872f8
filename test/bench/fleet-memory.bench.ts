import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as z from 'zod';
import { smallHeapFlags } from '../../shared/cli/keep-heap-small.ts';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import type { BenchResult } from './bench.ts';
import { type BenchFleet, startBenchFleet } from './bench-fleet.ts';

const vehicles = 60;
const readingsPerDay = 240;
const resultSchema = z.object({ rows: z.number(), seconds: z.number(), peakBytes: z.number() });
type Result = z.infer<typeof resultSchema>;

/** Six statistics of a fleet from the plan to the warehouse, over three days and over thirty: what they cost in memory. */
export async function run(): Promise<BenchResult> {
  const fleet = await startBenchFleet({
    vehicles,
    readingsPerDay,
    to: '2026-11-20',
    limits: false,
    vehiclesPerPage: 20,
  });
  try {
    const short = await collect(fleet, 3);
    const long = await collect(fleet, 30);
    const line = (name: string, { rows, seconds, peakBytes }: Result) => [
      name,
      rows,
      seconds.toFixed(1),
      Math.round(rows / seconds),
      formatBytes(peakBytes),
      (peakBytes / short.peakBytes).toFixed(2),
    ];
    return {
      title: `Memory of the fleet's collection: ${vehicles} vehicles, ${readingsPerDay} readings a day of six statistics`,
      header: ['', 'rows', 'seconds', 'rows a second', 'peak memory', 'times 3 days'],
      rows: [line('3 days', short), line('30 days', long)],
      figures: {
        shortPeakBytes: short.peakBytes,
        longPeakBytes: long.peakBytes,
        longToShort: long.peakBytes / short.peakBytes,
      },
    };
  } finally {
    fleet.close();
  }
}

/** In a process of its own, whose memory is nobody else's, under the flags of `terrain`. */
async function collect({ url, token }: BenchFleet, days: number): Promise<Result> {
  const child = fork(path.join(import.meta.dirname, 'fleet-process.ts'), [url, token, String(days)], {
    execArgv: smallHeapFlags.rows,
  });
  const [message] = await once(child, 'message');
  return resultSchema.parse(message);
}
