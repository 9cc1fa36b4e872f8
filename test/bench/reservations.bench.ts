import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../shared/adapters/sqlite/open-database.ts';
import { createSqliteDocuments } from '../../shared/adapters/sqlite/sqlite-documents.ts';
import { decide } from '../../shared/domain/reservations/decide.ts';
import { type Item, ledgerKey } from '../../shared/domain/reservations/ledger.ts';
import { hour, noon, openApi } from '../reservations/api-under-test.ts';
import { createRandom } from '../reservations/random-calendar.ts';
import type { BenchResult } from './bench.ts';
import { median } from './median.ts';

const settings = { maxHours: 336, maxAdvanceDays: 365, quotaGpuHoursWeek: 100, zone: 'Europe/Paris' };
const callers = 50;

/** The time of a decision on a full day, and of bookings by many callers at once through the API on SQLite. */
export async function run(): Promise<BenchResult> {
  const decisionMs = decideOnFullDay(1_000);
  const one = await book(1, 600);
  const hundred = await book(100, 1_500);
  const row = (what: string, { perSecond, p50, p95 }: typeof one) => [
    what,
    Math.round(perSecond),
    p50.toFixed(1),
    p95.toFixed(1),
  ];
  return {
    title: `A decision with 1,000 intervals on the day: ${decisionMs.toFixed(3)} ms. Bookings by ${callers} callers at once, through the API, on SQLite`,
    header: ['', 'bookings/s', 'p50 ms', 'p95 ms'],
    rows: [row('one machine', one), row('100 machines', hundred)],
    figures: {
      decisionMs,
      oneMachinePerSecond: one.perSecond,
      oneMachineP95Ms: one.p95,
      hundredMachinesPerSecond: hundred.perSecond,
      hundredMachinesP95Ms: hundred.p95,
    },
  };
}

function decideOnFullDay(intervals: number): number {
  const random = createRandom(1);
  const day = Math.floor(noon / 86_400_000) + 1;
  const start = day * 86_400;
  const items = Array.from({ length: intervals }, (_, index): Item => {
    const s = start + random(80_000);
    return { r: index + 1, s, e: s + 60 + random(6_000), g: 1, m: 1 };
  }).sort((a, b) => a.s - b.s);
  const machine = { id: 1, quantiteGPU: 2 * intervals, quantiteMemoire: 2 * intervals, version: 'v', lastDay: day };
  const world = {
    ressources: new Map([[1, machine]]),
    days: new Map([[ledgerKey(1, day), { ressource: 1, day, items }]]),
    usedSeconds: new Map<string, number>(),
  };
  const after = { debut: start + 3_600, fin: start + 80_000, lignes: [{ idRessource: 1, nbGPU: 1, nbMemoire: 1 }] };
  const times = Array.from({ length: 500 }, () => {
    const from = performance.now();
    const decision = decide({ id: 9_999, before: undefined, after, isAdmin: false, now: noon / 1000 }, world, settings);
    if ('refusal' in decision) throw new Error('it should fit');
    return performance.now() - from;
  });
  return median(times);
}

/** Each caller books one slot after another, of an hour in the coming weeks. */
async function book(machines: number, bookings: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'terrain-bench-'));
  const database = openDatabase(path.join(folder, 'documents.sqlite'));
  const house = openApi({}, createSqliteDocuments(database));
  for (let id = 1; id <= machines; id++) await house.addMachine(id, 1_000_000, 1_000_000);
  const random = createRandom(2);
  const times: number[] = [];
  let left = bookings;
  const from = performance.now();
  const call = async (caller: number): Promise<void> => {
    while (left-- > 0) {
      const begin = random(24 * 20);
      const lignes = [{ idRessource: 1 + random(machines), nbGPU: 1, nbMemoire: 1 }];
      const body = { date_debut: hour(begin), date_fin: hour(begin + 1), lignes };
      const headers = { 'content-type': 'application/json', authorization: `Bearer u${caller} user` };
      const asked = performance.now();
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await house.api(new Request('http://host/reservations/Reservation', request));
      if (answer.status !== 201) throw new Error(await answer.text());
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const seconds = (performance.now() - from) / 1000;
  database.close();
  await rm(folder, { recursive: true, force: true });
  const sorted = times.sort((a, b) => a - b);
  return { perSecond: bookings / seconds, p50: median(sorted), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}
