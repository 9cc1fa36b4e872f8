import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRequestGate, type GateOptions } from '../../../shared/adapters/samsara/request-gate.ts';
import { simulateTime } from './simulated-time.ts';

interface Call {
  readonly endpoint: string;
  readonly rate: number;
  readonly askedAt: number;
  /** Milliseconds to the server, of its work, and back. */
  readonly way: number;
  readonly work: number;
  readonly back: number;
}

/** Runs the calls through a gate; gives when each reached the server. */
async function arrivalsOf(calls: readonly Call[], options: Partial<GateOptions> = {}) {
  const time = simulateTime();
  const gate = createRequestGate({
    globalRequestsPerSecond: 20,
    maxInFlight: 1_000,
    timer: time,
    freeFrom: 0,
    ...options,
  });
  const arrivals: { endpoint: string; at: number }[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const ask = async ({ endpoint, rate, way, work, back }: Call) => {
    const turn = await gate.enter(endpoint, rate);
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    time.wake(time.now() + way, () => arrivals.push({ endpoint, at: time.now() }));
    time.wake(time.now() + way + work + back, () => {
      turn.answered();
      inFlight -= 1;
      turn.leave();
    });
  };
  for (const call of calls) time.wake(call.askedAt, () => void ask(call));
  await time.run();
  return { arrivals, gate, time, mostInFlight };
}

/** The most in any second (or any window), both by pairs of calls: the n-th after each must be a window later. */
function assertWithin(times: readonly number[], limit: number, window = 1000): void {
  const sorted = [...times].sort((left, right) => left - right);
  for (let index = limit; index < sorted.length; index += 1) {
    const gap = (sorted[index] ?? 0) - (sorted[index - limit] ?? 0);
    assert.ok(gap >= window, `${limit + 1} calls within ${gap} ms`);
  }
}

const rates: Readonly<Record<string, number>> = { '/a': 5, '/b': 10, '/c': 25 };
const call = fc
  .record({
    endpoint: fc.constantFrom(...Object.keys(rates)),
    askedAt: fc.integer({ min: 0, max: 3_000 }),
    way: fc.integer({ min: 0, max: 90 }),
    work: fc.integer({ min: 0, max: 400 }),
    back: fc.integer({ min: 0, max: 90 }),
  })
  .map((facts): Call => ({ ...facts, rate: rates[facts.endpoint] ?? 5 }));

test('however calls come and travel, no second holds more than a limit, of an endpoint or of all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 90 }), async (calls) => {
      const { arrivals } = await arrivalsOf(calls);
      assert.equal(arrivals.length, calls.length);
      assertWithin(
        arrivals.map(({ at }) => at),
        20,
      );
      for (const [endpoint, rate] of Object.entries(rates)) {
        assertWithin(
          arrivals.filter((one) => one.endpoint === endpoint).map(({ at }) => at),
          rate,
        );
      }
    }),
    { numRuns: 200 },
  );
});

const steady = (count: number, rate: number, work: number): Call[] =>
  Array.from({ length: count }, () => ({ endpoint: '/a', rate, askedAt: 0, way: 2, work, back: 2 }));

for (const [rate, work] of [
  [5, 3],
  [5, 150],
  [10, 600],
  [50, 20],
  [50, 900],
] as const) {
  test(`a budget of ${rate} a second is used to nine tenths when answers take ${work} ms`, async () => {
    const count = rate * 12;
    const { arrivals } = await arrivalsOf(steady(count, rate, work), { globalRequestsPerSecond: 150 });
    const last = Math.max(...arrivals.map(({ at }) => at));
    assert.ok((count - rate) / (last / 1000) >= 0.9 * rate, `${count} calls in ${last} ms`);
    assertWithin(
      arrivals.map(({ at }) => at),
      rate,
    );
  });
}

test('the budget of all is used to nine tenths by several endpoints', async () => {
  const calls = steady(1_200, 100, 20).map((one, index) => ({ ...one, endpoint: `/${index % 4}` }));
  const { arrivals } = await arrivalsOf(calls, { globalRequestsPerSecond: 150 });
  const last = Math.max(...arrivals.map(({ at }) => at));
  assert.ok((calls.length - 150) / (last / 1000) >= 135, `${calls.length} calls in ${last} ms`);
  assertWithin(
    arrivals.map(({ at }) => at),
    150,
  );
});

test('a connection that is slow to open at first does not crowd the second after', async () => {
  const cold = steady(50, 50, 10).map((one) => ({ ...one, way: 90 }));
  const warm = steady(50, 50, 10);
  const { arrivals } = await arrivalsOf([...cold, ...warm], { globalRequestsPerSecond: 150 });
  assertWithin(
    arrivals.map(({ at }) => at),
    50,
  );
});

test('requests that hang on their way count when they may arrive', async () => {
  const calls = steady(40, 5, 5).map((one, index) => ({ ...one, way: index % 7 === 5 ? 240 : 2 }));
  const { arrivals } = await arrivalsOf(calls);
  assertWithin(
    arrivals.map(({ at }) => at),
    5,
  );
});

test('a hundred a minute is one every 0.6 s', async () => {
  const { arrivals } = await arrivalsOf(steady(20, 100 / 60, 5));
  assertWithin(
    arrivals.map(({ at }) => at),
    1,
    600,
  );
  assert.ok(Math.max(...arrivals.map(({ at }) => at)) < 20 * 660);
});

test('nothing is sent before the time that a killed process may have used', async () => {
  const { arrivals } = await arrivalsOf(steady(3, 5, 5), { freeFrom: 1_250 });
  assert.ok(Math.min(...arrivals.map(({ at }) => at)) >= 1_250);
});

test('no more are in flight than allowed, and all come through', async () => {
  const { arrivals, mostInFlight } = await arrivalsOf(steady(30, 50, 700), { maxInFlight: 4 });
  assert.deepEqual([arrivals.length, mostInFlight], [30, 4]);
});

test('a paused endpoint waits, the others go on', async () => {
  const time = simulateTime();
  const gate = createRequestGate({ globalRequestsPerSecond: 150, maxInFlight: 8, timer: time, freeFrom: 0 });
  const startedAt: Record<string, number> = {};
  const ask = async (endpoint: string, name = endpoint) => {
    (await gate.enter(endpoint, 5)).leave();
    startedAt[name] = time.now();
  };
  await ask('/a');
  gate.pause('/a', 402.35);
  void ask('/a', 'later');
  void ask('/b');
  await time.run();
  assert.deepEqual(startedAt, { '/a': 0, '/b': 0, later: 402.35 });
});

test('of two figures for one endpoint the lower holds', async () => {
  const calls = [...steady(10, 10, 5), ...steady(10, 5, 5).map((one) => ({ ...one, askedAt: 1 }))];
  const { arrivals } = await arrivalsOf(calls);
  assertWithin(arrivals.map(({ at }) => at).slice(10), 5);
  assertWithin(
    arrivals.map(({ at }) => at),
    10,
  );
});

test('who gives up leaves the line, and does not cost a turn', async () => {
  const time = simulateTime();
  const gate = createRequestGate({ globalRequestsPerSecond: 150, maxInFlight: 1, timer: time, freeFrom: 0 });
  const first = await gate.enter('/a', 5);
  const stop = new AbortController();
  const second = gate.enter('/a', 5, stop.signal);
  const third = gate.enter('/a', 5);
  stop.abort(new Error('enough'));
  await assert.rejects(second, /enough/);
  first.leave();
  (await third).leave();
});
