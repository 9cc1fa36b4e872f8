import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '../../shared/domain/day.ts';
import { documentId } from '../../shared/domain/interventions/document-id.ts';
import { toDocument } from '../../shared/ports/documents.ts';
import { openConsole } from '../console/open-console.ts';
import { sampleIntervention } from '../console/seed-console.ts';
import type { BenchResult } from './bench.ts';
import { median } from './median.ts';

const interventions = 100_000;
const ofEachDay = 250;
const atOnce = 500;
const rounds = 25;
/** What is counted is remembered for a second: asked less often, each answer is counted anew. */
const forgottenMs = 1_050;

/** What the console answers with 100,000 interventions in the memory, each answer looked for anew. */
export async function run(): Promise<BenchResult> {
  const open = await openConsole();
  try {
    await fill(open);
    const paths: Readonly<Record<string, (round: number) => string>> = {
      'the page itself': () => '/',
      'the day at a glance': () => '/today',
      runs: () => '/runs',
      'a run under way of 250': () => '/runs/run-now',
      'interventions, newest': () => '/interventions',
      'interventions of a day': (round) => `/interventions?day=${addDays(open.today, -round)}`,
      'interventions of a day and state': (round) => `/interventions?day=${addDays(open.today, -round)}&state=livre`,
      'interventions by reference': (round) => `/interventions?reference=CRI-1-${round}`,
      'one story': (round) => `/interventions/CRI-1-${round}`,
      messages: () => '/messages',
      'a month of runs': () => '/history?days=30',
    };
    const times = new Map<string, number[]>(Object.keys(paths).map((name) => [name, []]));
    const headers = { authorization: `Bearer ${await open.token('viewer')}` };
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, pathOf] of Object.entries(paths)) {
        const from = performance.now();
        const answer = await fetch(`${open.url}/console${pathOf(round)}`, { headers });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        // The first compiles the page and opens the statements.
        if (round > 0) times.get(name)?.push(performance.now() - from);
      }
      await pause(forgottenMs);
    }
    const p95 = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
    const worst = Math.max(...[...times.values()].map(p95));
    return {
      title: `The console with ${interventions.toLocaleString('en')} interventions in the memory, over HTTP`,
      header: ['', 'p50 ms', 'p95 ms'],
      rows: [...times].map(([name, values]) => [name, median(values).toFixed(1), p95(values).toFixed(1)]),
      figures: { interventions, worstP95Ms: worst },
    };
  } finally {
    await open.close();
  }
}

async function fill({ cloud: { documents }, today }: Awaited<ReturnType<typeof openConsole>>): Promise<void> {
  for (let from = 0; from < interventions; from += atOnce) {
    await documents.transaction(async (transaction) => {
      for (let at = from; at < from + atOnce; at += 1) {
        const back = Math.floor(at / ofEachDay);
        const reference = `CRI-${back}-${at % ofEachDay}`;
        const done = back === 0 ? at % 8 : 7;
        const runId = back === 0 ? 'run-now' : `run-${back}`;
        const one = sampleIntervention(reference, addDays(today, -back), done, { runId });
        transaction.set('interventions', documentId(reference), toDocument(one));
      }
    });
  }
}
