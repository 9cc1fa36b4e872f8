import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatBytes } from '../../shared/cli/terminal/table.ts';
import { emulatorMissing, firestoreEmulator, startEmulator } from '../google/emulators.ts';
import { postPubsubEvent } from '../integration/framework-process.ts';
import type { BenchResult } from './bench.ts';
import { bundleSizes } from './bundle-sizes.ts';
import {
  type Ask,
  bareFirestoreFunction,
  bareFunction,
  bundleAll,
  type ColdFunction,
  type Kind,
  startGoogleMachine,
} from './cold-functions.ts';
import { median } from './median.ts';
import type { StartTime } from './start-time.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
/** Its message is kept as refused, with one write to Firestore, like every function's. */
const representative = 'rename-photos';

/** Of each HTTP function: its page, and what its API refuses for want of a token. */
const addresses: Readonly<Record<string, { readonly page: string; readonly api: string }>> = {
  'serve-console': { page: '/console/', api: '/console/overview' },
  'serve-reservations': { page: '/reservations/', api: '/reservations/ressources' },
  'serve-visites': { page: '/analytics/', api: '/analytics/data' },
};

/** The first questions, which no client of Google answers: an event that is none of Pub/Sub's; the page, and the API. */
function questionsOf({ name, kind }: ColdFunction): readonly { readonly name: string; readonly ask: Ask }[] {
  if (kind === 'messages') return [{ name, ask: postForeignEvent }];
  const asked = addresses[name];
  if (asked === undefined) throw new Error(`the bench knows no address of ${name}`);
  return [
    { name, ask: (url) => fetch(`${url}${asked.page}`) },
    { name: `${name}, its API first`, ask: (url) => fetch(`${url}${asked.api}`) },
  ];
}

const postForeignEvent: Ask = (url) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'ce-id': '1',
      'ce-type': 'bench.question',
      'ce-specversion': '1.0',
      'ce-source': 'bench',
    },
    body: '{}',
  });

/** Each function's bundle from its process's start to its first answer, against bare functions in the same rounds. */
export async function run(): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-bench-'));
  const google = await startGoogleMachine();
  try {
    const bare: Record<Kind, ColdFunction> = {
      messages: await bareFunction(path.join(folder, 'bare-messages'), 'messages'),
      http: await bareFunction(path.join(folder, 'bare-http'), 'http'),
    };
    const functions = await bundleAll(folder);
    const compared = [];
    for (const one of functions) {
      for (const { name, ask } of questionsOf(one)) {
        const pair = await comparePair(
          () => one.start(ask, google.environment),
          () => bare[one.kind].start(ask, google.environment),
        );
        compared.push({ name, ...pair, sizes: await bundleSizes(one.bundle) });
      }
    }
    const subject = functions.find(({ name }) => name === representative);
    if (subject === undefined) throw new Error(`there is no function ${representative} any more`);
    return report(compared, await compareFirstWrite(subject, bare.messages, folder));
  } finally {
    await google.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Pair {
  readonly ours: number;
  readonly bare: number;
  readonly cpuRatio: number;
}

/** In turns, each first as often as the other, so that what else the machine does disturbs both. */
async function comparePair(ours: () => Promise<StartTime>, bare: () => Promise<StartTime>): Promise<Pair> {
  const oursTimes: StartTime[] = [];
  const bareTimes: StartTime[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) bareTimes.push(await bare());
    oursTimes.push(await ours());
    if (round % 2 === 1) bareTimes.push(await bare());
  }
  const middle = (times: readonly StartTime[], key: keyof StartTime) => median(times.map((time) => time[key]));
  return {
    ours: middle(oursTimes, 'wall'),
    bare: middle(bareTimes, 'wall'),
    cpuRatio: middle(oursTimes, 'cpu') / middle(bareTimes, 'cpu'),
  };
}

interface FirstWrite {
  readonly againstBare: Pair;
  readonly againstClient: Pair;
}

/** A first message with an effect, kept in Firestore's emulator. @returns why it is not measured when it cannot be. */
async function compareFirstWrite(
  subject: ColdFunction,
  bare: ColdFunction,
  folder: string,
): Promise<FirstWrite | string> {
  const missing = await emulatorMissing(firestoreEmulator);
  if (missing !== undefined) return missing;
  const emulator = await startEmulator(firestoreEmulator);
  try {
    const environment = { FIRESTORE_EMULATOR_HOST: emulator.host };
    let messages = 0;
    const ask: Ask = (url) => {
      messages += 1;
      return postPubsubEvent(url, 'bench', 'no JSON', {}, { messageId: String(messages) });
    };
    const client = await bareFirestoreFunction(path.join(folder, 'bare-firestore'));
    const ours = () => subject.start(ask, environment);
    return {
      againstBare: await comparePair(ours, () => bare.start(ask, environment)),
      againstClient: await comparePair(ours, () => client.start(ask, environment)),
    };
  } finally {
    await emulator.stop();
  }
}

type Compared = Pair & { readonly name: string; readonly sizes: Awaited<ReturnType<typeof bundleSizes>> };

function report(compared: readonly Compared[], first: FirstWrite | string): BenchResult {
  const cells = ({ ours, bare, cpuRatio }: Pair) => [
    Math.round(ours),
    Math.round(bare),
    (ours / bare).toFixed(2),
    cpuRatio.toFixed(2),
  ];
  const rows = compared.map(({ name, sizes, ...pair }) => [
    name,
    ...cells(pair),
    formatBytes(sizes.startBytes),
    formatBytes(sizes.bytes),
    formatBytes(sizes.gzipBytes),
    formatBytes(sizes.packageBytes),
  ]);
  const figures = Object.fromEntries(compared.map(({ name, ours, bare }) => [name, ours / bare]));
  const title = [
    `Cold start under functions-framework, from the process's start to its first answer: median of ${rounds} pairs in turns.`,
    'The question is an event that is none of Pub/Sub’s, the page, or the API without a token: no client of Google answers it.',
  ];
  if (typeof first === 'string') title.push(`A first message that writes to Firestore was not measured: ${first}.`);
  else {
    title.push(
      'The last rows bring a message whose refusal is kept in Firestore (its emulator): its client is loaded for it.',
    );
    rows.push([`${representative}, first write`, ...cells(first.againstBare), '', '', '', '']);
    rows.push(['  if the bare one writes too', ...cells(first.againstClient), '', '', '', '']);
    figures.firstWriteToBare = first.againstBare.ours / first.againstBare.bare;
    figures.firstWriteToBareWrite = first.againstClient.ours / first.againstClient.bare;
  }
  const header = ['', 'ms', 'bare ms', 'ratio', 'CPU ratio', 'at start', 'in all', 'gzip', 'npm packages'];
  return { title: title.join('\n'), header, rows, figures };
}
