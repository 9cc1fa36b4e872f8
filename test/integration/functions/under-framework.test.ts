import assert from 'node:assert/strict';
import { once } from 'node:events';
import { globSync, readdirSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import chromium from '@sparticuz/chromium';
import { writeDelivery } from '../../../shared/cli/delivery/write-delivery.ts';
import { generateFiches } from '../../../shared/demo/fiches/generate-fiches.ts';
import { type DemoWorld, startDemoWorld } from '../../../shared/demo/world.ts';
import { addDays, dayInZone } from '../../../shared/domain/day.ts';
import { fichesSet } from '../../../shared/domain/fiches/fiches-tables.ts';
import type { Stage } from '../../../shared/domain/interventions/intervention.ts';
import { exportTopics } from '../../../shared/messages/exports.ts';
import { fleetTopics } from '../../../shared/messages/fleet.ts';
import { topics } from '../../../shared/messages/interventions.ts';
import { reservationTopics } from '../../../shared/messages/reservations.ts';
import { dueTopics } from '../../../shared/pipeline/stage.ts';
import { runShutdownHooks } from '../../../shared/runtime/shutdown.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { readMemory } from '../../scenarios/day-progress.ts';
import { processesOf } from '../../scenarios/processes.ts';
import { worldEnvironment } from '../../scenarios/terrain-process.ts';
import { postPubsubEvent, startUnderFramework } from '../framework-process.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let world: DemoWorld;
let environment: Record<string, string>;
before(async () => {
  folder = await temporaryFolder();
  const day = dayInZone(new Date(), 'Europe/Paris');
  world = await startDemoWorld({ count: 4, day, dataDirectory: path.join(folder.path, 'world') });
  // Browsers keep their profiles here, so that those of stopped processes can be told; unpacked they are already.
  const browsers = path.join(folder.path, 'browsers');
  await mkdir(browsers);
  const CHROMIUM_PATH = await chromium.executablePath();
  const data = path.join(folder.path, 'data');
  const cards = generateFiches({ rows: 20, seed: '1', until: day });
  await writeDelivery(fichesSet, cards, folder.path, () => undefined);
  for (const { table } of cards) {
    const dropped = path.join(data, 'objects/imports/fiches', table);
    await mkdir(dropped, { recursive: true });
    await rename(path.join(folder.path, `${table}.csv`), path.join(dropped, 'livraison.csv'));
  }
  environment = { ...worldEnvironment(world, data), TMPDIR: browsers, CHROMIUM_PATH };
});
after(async () => {
  await runShutdownHooks();
  await world.close();
  await folder.remove();
});

const memory = () => readMemory(path.join(folder.path, 'data'));

async function deliver(name: string, topic: string, data: object, format: 'eventarc' | 'push' = 'eventarc') {
  const running = await startUnderFramework(`functions/${name}`, name, environment);
  try {
    const response = await postPubsubEvent(running.url, topic, data, {}, { format });
    assert.ok(response.ok, `${name} answered ${response.status}\n${running.output()}`);
    browsersOf.set(name, processesOf(path.join(folder.path, 'browsers')).length);
    return running.output();
  } finally {
    await running.stop();
  }
}

/**
 * The framework's own server of a function, in this process: those that start no browser need none of their own,
 * which takes a second and a half each.
 */
async function serveHere(name: string, work: (url: string) => Promise<void>): Promise<void> {
  const { TMPDIR: _, ...settings } = environment;
  Object.assign(process.env, settings, { LOG_LEVEL: 'error' });
  await import(path.resolve('functions', name, 'index.ts'));
  const server = getTestServer(name).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  try {
    await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function deliverHere(name: string, topic: string, data: object, format: 'eventarc' | 'push' = 'eventarc') {
  await serveHere(name, async (url) => {
    const response = await postPubsubEvent(url, topic, data, {}, { format });
    assert.ok(response.ok, `${name} answered ${response.status}`);
  });
}

function countRejected(): number {
  const database = new DatabaseSync(path.join(folder.path, 'data/documents.sqlite'), { readOnly: true, timeout: 5000 });
  try {
    const found = database.prepare("SELECT count(*) AS n FROM documents WHERE collection = 'rejected'").get();
    return Number(found?.n);
  } finally {
    database.close();
  }
}

const seen = new Set<string>();
/** How many browsers each function had while it was running. */
const browsersOf = new Map<string, number>();
const runId = 'run-under-framework';

/** The functions of one intervention's way, in its order: those that start a browser, then the others. */
const browserStages: readonly [string, Stage][] = [
  ['collect-photos', 'photos'],
  ['collect-names', 'names'],
];
const otherStages: readonly [string, Stage][] = [
  ['rename-photos', 'rename'],
  ['format-intervention', 'format'],
  ['send-intervention', 'send'],
  ['describe-photos', 'describe'],
  ['deliver-photos', 'deliver'],
];

test('collect-interventions takes the list from a schedule’s message, in a process of its own', async () => {
  await deliver('collect-interventions', topics.interventionsDue, { runId });
  seen.add('collect-interventions');
  assert.equal((await memory()).length, world.truth.expectedOn(world.truth.day).length);
});

for (const [position, [name, stage]] of [...browserStages, ...otherStages].entries()) {
  const isOwn = browserStages.some(([one]) => one === name);
  test(`${name} takes its message${isOwn ? ', in a process of its own' : ''}`, async () => {
    const [intervention] = await memory();
    assert.ok(intervention);
    const { reference } = intervention;
    // Both formats in which Pub/Sub may call.
    const format = position % 2 === 0 ? 'eventarc' : 'push';
    if (isOwn) await deliver(name, dueTopics[stage], { runId, reference }, format);
    else await deliverHere(name, dueTopics[stage], { runId, reference }, format);
    seen.add(name);
    const after = (await memory()).find((one) => one.reference === reference);
    assert.equal(after?.stages[stage].status, 'fait');
  });
}

test('the destination has the intervention that came through all of them', async () => {
  const [delivered] = (await memory()).filter(({ state }) => state === 'livre');
  assert.ok(delivered);
  const { interventions, photos } = world.destination.effects();
  assert.deepEqual(
    interventions.map(({ cle }) => cle),
    [delivered.reference],
  );
  assert.equal(photos.length, delivered.photos.length);
});

const fleetDay = addDays(dayInZone(new Date(), 'Europe/Paris'), -5);
const fleetWindow = { runId, day: fleetDay, tables: ['fleet_vehicle_stats_engineRpm'] };

for (const [name, topic, message] of [
  ['plan-fleet', fleetTopics.due, { runId, from: fleetDay, to: addDays(fleetDay, 1), tables: fleetWindow.tables }],
  ['fetch-fleet', fleetTopics.windowPlanned, { ...fleetWindow, generation: 1 }],
  ['load-fleet', fleetTopics.windowFetched, fleetWindow],
  ['audit-fleet', fleetTopics.auditDue, {}],
  ['close-run', topics.runCloseDue, { runId }],
  ['purge-expired', 'purge-due', {}],
  ['import-visites', 'visites-delivered', { scan: true }],
  ['import-fiches', 'fiches-delivered', { delivery: 'livraison' }],
  ['run-export', exportTopics.due, { export: 'fiches_cloturees', runId }],
  ['mail-export', exportTopics.written, { runId }],
  ['notify-reservations', reservationTopics.noticeDue, {}],
  ['keep-rejected', 'dead-send-intervention', { runId, reference: 'unknown' }],
] as const) {
  test(`${name} takes its message`, async () => {
    const rejected = countRejected();
    await deliverHere(name, topic, message);
    // It keeps as rejected what was sent to it: a message that another function has given up.
    assert.equal(countRejected(), name === 'keep-rejected' ? rejected + 1 : rejected, 'it was not refused for good');
    seen.add(name);
  });
}

for (const [name, prefix] of [
  ['serve-reservations', '/reservations'],
  ['serve-console', '/console'],
  ['serve-visites', '/analytics'],
] as const) {
  test(`${name} tells what it serves and asks who calls its API`, async () => {
    await serveHere(name, async (url) => {
      const described = await fetch(`${url}${prefix}/openapi.json`);
      assert.equal(described.status, 200);
      const { paths } = (await described.json()) as { paths: Record<string, Record<string, unknown>> };
      seen.add(name);
      for (const [route, methods] of Object.entries(paths)) {
        const [method = 'get'] = Object.keys(methods);
        if (route.includes('{')) continue;
        const answer = await fetch(`${url}${route}`, { method: method.toUpperCase() });
        assert.equal(answer.status, 401, `${method} ${route}`);
        await answer.arrayBuffer();
      }
    });
  });
}

test('a message that is none is kept as rejected and acknowledged', async () => {
  const output = await deliver('rename-photos', topics.namesCollected, { nonsense: true });
  assert.match(output, /refused for good/);
});

test('15. a function that the platform stopped with SIGTERM has left neither browser nor profile', () => {
  const browsers = path.join(folder.path, 'browsers');
  assert.ok(Math.max(...browsersOf.values()) > 0, 'a browser ran here');
  assert.deepEqual(processesOf(browsers), []);
  assert.deepEqual(
    readdirSync(browsers).filter((name) => name.startsWith('portal-')),
    [],
  );
});

test('every function was tried', () => {
  const functions = globSync('functions/*/deploy.json').map((file) => path.basename(path.dirname(file)));
  assert.ok(functions.length > 20, `${functions.length} functions`);
  assert.deepEqual(functions.filter((name) => !seen.has(name)).sort(), []);
});
