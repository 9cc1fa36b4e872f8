import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { demoCredentials } from '../../shared/demo/world.ts';
import { dayInZone } from '../../shared/domain/day.ts';
import { stages } from '../../shared/domain/interventions/intervention.ts';
import { todaySchema } from '../../shared/messages/console.ts';
import { counters as known } from '../../shared/ports/counts.ts';
import { childEnvironment } from '../child-environment.ts';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { until } from '../contract/until.ts';
import { type Collector, startCollector } from '../otlp-collector.ts';
import { demoPeople } from './demo-people.ts';
import { assertLogNamesNobody } from './quiet-log.ts';
import { screenAfter } from './terminal-screen.ts';

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.log('without a terminal: npm start, since util-linux’s script is not on this machine');

/** `npm start` as a newcomer runs it: in a terminal of 100 columns where `script` makes one, else into a pipe. */
function startHouse(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const command = [process.execPath, 'shared/cli/terrain.ts', 'start', '--port', '0', ...args];
  const inTerminal = ['-qec', `stty cols 100 rows 40; exec ${command.join(' ')}`, '/dev/null'];
  const [program = '', ...rest] = hasTerminal ? ['script', ...inTerminal] : command;
  const child = spawn(program, rest, {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...environment, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    output: () => output,
    ended: once(child, 'exit').then(() => child.exitCode),
    pressCtrlC: () => (hasTerminal ? child.stdin.write('\u0003') : child.kill('SIGINT')),
  };
}

describe('npm start, for the first time', { concurrency: 1 }, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let collector: Collector;
  let environment: Record<string, string>;
  let token: string;
  before(async () => {
    folder = await temporaryFolder();
    collector = await startCollector();
    environment = {
      ...childEnvironment(),
      TERRAIN_DATA: path.join(folder.path, 'data'),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      LOG_LEVEL: 'debug',
    };
  });
  after(async () => {
    collector?.close();
    await folder?.remove();
  });

  test('it delivers the demo’s day, draws its progress in place, fills the five parts, and stops at Ctrl+C', async () => {
    const house = startHouse([], environment);
    await until(() => /remplie, en/.test(house.output()), 120_000, 'the demo is filled').catch((error: unknown) =>
      assert.fail(`${error}\n${house.output()}`),
    );
    const [link = ''] = /http:\S+\/ouvrir\/\S+\/console\//.exec(house.output()) ?? [];
    const { origin } = new URL(link);
    const led = await fetch(link, { redirect: 'manual' });
    [, token = ''] = /^\/console\/#jeton=(\S+)$/.exec(led.headers.get('location') ?? '') ?? [];
    assert.equal((await fetch(`${origin}/ouvrir/AAAAAAAAAAAAAAAA/console/`)).status, 404);
    const ask = (place: string, authorization = `Bearer ${token}`) =>
      fetch(`${origin}${place}`, { headers: { authorization } });
    const today = todaySchema.parse(await (await ask('/console/today')).json());
    assert.deepEqual([today.interventions.total, today.interventions.livre], [24, 24]);
    assert.ok(today.photos.photos > 50);
    assert.ok(today.fleet.loaded > 100 && today.fleet.failed === 0, JSON.stringify(today.fleet));
    assert.deepEqual(today.deliveries.map(({ set, state }) => `${set} ${state}`).sort(), [
      'fiches importee',
      'visites importee',
    ]);
    assert.ok(today.exports.written >= 9, JSON.stringify(today.exports));
    assert.equal(today.reservations.machines, 7);
    // Somebody who may, and two who may not: the log tells of them too.
    assert.equal((await ask('/reservations/RessourceReserve')).status, 200);
    assert.equal((await ask(`/reservations/Ressource?access_token=${token}`, '')).status, 401);
    assert.equal((await ask('/console/today', `Bearer ${token.slice(0, -6)}AAAAAA`)).status, 401);
    house.pressCtrlC();
    assert.equal(await house.ended, 0, house.output());

    const screen = screenAfter(house.output());
    assert.match(screen, /Passage terminé : tout est livré/);
    assert.match(screen, /Nouvelles\s+24/);
    if (!hasTerminal) return;
    const drawn = house.output().split('\u001b[0J').length - 1;
    assert.ok(drawn >= 10, `drawn again ${drawn} times`);
    assert.match(house.output(), /█/, 'bars while it runs');
    assert.doesNotMatch(screen, /█/, 'and none is left');
  });

  test('its log names nobody of the five parts, and holds no token', () => {
    const people = demoPeople(dayInZone(new Date(), 'Europe/Paris'));
    for (const [part, names] of Object.entries(people)) assert.ok(names.length > 4, part);
    const secrets = [...token.split('.'), 'demo-destination', 'demo-fleet', demoCredentials.password];
    const log = assertLogNamesNobody(environment.TERRAIN_DATA ?? '', Object.values(people).flat(), secrets);
    for (const name of ['load-fleet', 'import-visites', 'import-fiches', 'run-export', 'close-run'])
      assert.ok(log.includes(`"function":"${name}"`), `${name} logged nothing`);
  });

  test('a day’s way through all stages is one trace, from its schedule to its last photo', () => {
    const spans = collector.spans();
    const runs = Map.groupBy(spans, ({ traceId }) => traceId);
    const sent = spans.filter(({ name }) => name === 'send-intervention');
    assert.equal(new Set(sent.map(({ traceId }) => traceId)).size, 1);
    const trace = runs.get(sent[0]?.traceId ?? '') ?? [];
    const counts = Object.fromEntries([...Map.groupBy(trace, ({ name }) => name)].map(([name, all]) => [name, all]));
    for (const name of ['collect-photos', 'collect-names', 'rename-photos', 'format-intervention'])
      assert.ok((counts[name]?.length ?? 0) >= 24, name);
    for (const name of ['send-intervention', 'describe-photos', 'deliver-photos'])
      assert.ok((counts[name]?.length ?? 0) >= 24, name);
    assert.ok(Object.keys(counts).length >= stages.length + 2, 'the list, seven stages, the closing');
    const ids = new Set(trace.map(({ spanId }) => spanId));
    const roots = trace.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
    assert.deepEqual(
      roots.map(({ name }) => name),
      ['collect-interventions'],
    );
  });

  test('its counters tell what each part did, by labels that its code knows', () => {
    const told = collector.counters();
    const sum = (name: string) => (told.get(name) ?? []).reduce((total, { value }) => total + value, 0);
    assert.equal(sum('terrain.interventions.collected'), 24);
    assert.equal(sum('terrain.interventions.delivered'), 24);
    assert.equal(sum('terrain.photos.delivered'), sum('terrain.photos.kept'));
    assert.equal(sum('terrain.deliveries.ended'), 2);
    for (const name of ['terrain.fleet.rows', 'terrain.fleet.windows', 'terrain.exports.rows', 'terrain.exports.ended'])
      assert.ok(sum(name) > 0, name);
    for (const [name, { labels }] of Object.entries(known)) {
      const points = told.get(name) ?? [];
      assert.ok(points.length <= 80, `${name} has ${points.length} series`);
      for (const point of points) assert.deepEqual(Object.keys(point.labels).sort(), [...labels].sort(), name);
    }
  });

  test('npm start -- --once, the same day again, ends with status 0 and finds nothing new', async () => {
    const house = startHouse(['--once'], environment);
    assert.equal(await house.ended, 0, house.output());
    assert.match(screenAfter(house.output()), /Nouvelles\s+0/);
  });
});
