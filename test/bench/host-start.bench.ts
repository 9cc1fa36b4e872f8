import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchResult } from './bench.ts';
import { median } from './median.ts';
import { startSettings } from './start-settings.ts';
import { measureStart, type StartTime } from './start-time.ts';

const rounds = 15;
const root = path.resolve(import.meta.dirname, '../..');

type Round = Readonly<Record<'bare' | 'cold' | 'warm', StartTime>>;

/** `terrain start --no-demo` from its process's start to its first answer, against a bare HTTP server of Node. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-bench-'));
  const ask = (url: string) => fetch(`${url}/healthz`);
  let starts = 0;
  /** Every start has a data folder of its own; V8's cache is new too, or left by the starts before. */
  const host = (cache: string) => {
    starts += 1;
    const data = path.join(folder, String(starts));
    return measureStart({
      args: ['shared/cli/terrain.ts', 'start', '--no-demo', '--port', '0'],
      cwd: root,
      environment: { ...startSettings, TERRAIN_DATA: data, NODE_COMPILE_CACHE: path.join(folder, cache) },
      ask,
    });
  };
  const bare = () => measureStart({ args: [path.join(import.meta.dirname, 'bare-server.mjs')], environment: {}, ask });
  try {
    await host('warm');
    const times: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push({ bare: await bare(), cold: await host(`cold-${round}`), warm: await host('warm') });
    }
    return report(times);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(times: readonly Round[]): BenchResult {
  const middle = (kind: keyof Round) => median(times.map((round) => round[kind].wall));
  const row = (name: string, kind: keyof Round) => [
    name,
    Math.round(middle(kind)),
    Math.round(Math.min(...times.map((round) => round[kind].wall))),
    median(times.map((round) => round[kind].cpu)),
    (middle(kind) / middle('bare')).toFixed(2),
  ];
  return {
    title: `Start of the embedded host to its first answer, ${times.length} interleaved rounds`,
    header: ['', 'ms (median)', 'ms (best)', 'CPU ms', 'ratio to bare'],
    rows: [
      row('Node’s bare HTTP server', 'bare'),
      row('host, nothing compiled before', 'cold'),
      row('host, code compiled by an earlier start', 'warm'),
    ],
    figures: {
      bareMs: middle('bare'),
      coldMs: middle('cold'),
      warmMs: middle('warm'),
      coldToBare: middle('cold') / middle('bare'),
      warmToBare: middle('warm') / middle('bare'),
    },
  };
}
