import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { worldEnvironment } from '../scenarios/terrain-process.ts';
import type { BenchResult } from './bench.ts';
import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import { openSession, photosOfPage } from './http-session.ts';
import { postAll, runOneAfterAnother } from './one-after-another.ts';

const count = 200;
const manyCount = 2000;
const photosPerIntervention = 3;
const photoBytes = 200_000;
/** A portal on the same machine answers at once; a real one does not. */
const latencyMilliseconds = 40;
const floorConnections = 8;
const root = path.resolve(import.meta.dirname, '../..');

/** Our time for a day, against the same work by one page one after another, and against bare HTTP. */
export async function run(): Promise<BenchResult> {
  const ours = await inWorld(count, runOurs);
  const reference = await inWorld(count, runOneAfterAnother);
  const floor = await inWorld(count, runFloor);
  const many = await inWorld(manyCount, runOurs);
  const seconds = (value: number) => value.toFixed(1);
  return {
    title: `A day of ${count} interventions with ${photosPerIntervention} photos of ${formatBytes(photoBytes)}, portal latency ${latencyMilliseconds} ms`,
    header: ['', 'seconds', 'ratio to ours', 'peak memory'],
    rows: [
      ['ours', seconds(ours.seconds), '1.00', formatBytes(ours.peakBytes)],
      ['one page, one after another', seconds(reference.seconds), (reference.seconds / ours.seconds).toFixed(2), ''],
      ['floor: bare HTTP', seconds(floor.seconds), (floor.seconds / ours.seconds).toFixed(2), ''],
      [
        `ours, ${manyCount} interventions`,
        seconds(many.seconds),
        (many.seconds / ours.seconds).toFixed(2),
        formatBytes(many.peakBytes),
      ],
    ],
    figures: {
      oursSeconds: ours.seconds,
      referenceToOurs: reference.seconds / ours.seconds,
      floorToOurs: floor.seconds / ours.seconds,
      peakBytes: ours.peakBytes,
      manyPeakBytes: many.peakBytes,
      manyToOurs: many.seconds / ours.seconds,
    },
  };
}

async function inWorld<T>(interventions: number, work: (world: BenchWorld, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-bench-'));
  const world = await startBenchWorld({
    count: interventions,
    photosPerIntervention,
    photoBytes,
    latencyMilliseconds,
    day: dayInZone(new Date(), 'Europe/Paris'),
    dataDirectory: path.join(folder, 'world'),
  });
  try {
    const result = await work(world, folder);
    const effects = await world.effects();
    if (effects.interventions !== world.records.length)
      throw new Error(`delivered ${effects.interventions} of ${world.records.length}`);
    return result;
  } finally {
    world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The whole command, from its start to its end: the process, the browser, the login, the list. */
async function runOurs(world: BenchWorld, folder: string): Promise<{ seconds: number; peakBytes: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['shared/cli/terrain.ts', 'run', 'interventions'], {
    cwd: root,
    env: worldEnvironment(world, path.join(folder, 'data')),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let peakBytes = 0;
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running) {
    peakBytes = Math.max(peakBytes, await peakMemory(child.pid));
    await Promise.race([sleep(200), ended]);
  }
  if (child.exitCode !== 0) throw new Error(`terrain ended with ${child.exitCode}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakBytes };
}

/** The highest resident memory that the kernel has seen of the process, without its children. */
async function peakMemory(pid: number | undefined): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    // It ended between two looks: the former look stands.
    return 0;
  }
}

/** The same bytes fetched and posted, as many at once as it bears, without a browser, a store or a memory. */
async function runFloor(world: BenchWorld): Promise<{ seconds: number }> {
  const startedAt = performance.now();
  const session = await openSession(world, floorConnections);
  const limit = pLimit(floorConnections);
  await Promise.all(
    world.records.map(({ identifiant, reference }) =>
      limit(async () => {
        const { data: page } = await session.get<string>(`/interventions/${identifiant}?onglet=photos&photos=toutes`);
        const { links, inline } = photosOfPage(page);
        const linked: Buffer[] = [];
        for (const link of links) {
          linked.push(Buffer.from((await session.get<ArrayBuffer>(link, { responseType: 'arraybuffer' })).data));
        }
        await postAll(world, reference, [...inline, ...linked]);
      }),
    ),
  );
  return { seconds: (performance.now() - startedAt) / 1000 };
}
