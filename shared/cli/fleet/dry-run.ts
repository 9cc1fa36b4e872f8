import { existsSync } from 'node:fs';
import path from 'node:path';
import { fleetSources } from '../../domain/fleet/catalogue.ts';
import type { FleetSource } from '../../domain/fleet/catalogue-schema.ts';
import { type CallLoad, estimateCalls } from '../../domain/fleet/estimate-calls.ts';
import { isDue, windowsOf } from '../../domain/fleet/fleet-window.ts';
import type { WindowRecord } from '../../domain/fleet/ledger.ts';
import { decideWindow, groupSources } from '../../domain/fleet/window-plan.ts';
import { openLedger } from '../../pipeline/fleet/ledger.ts';
import { type HostEnvironment, openEmbedded } from '../embedded-host.ts';
import type { Output } from '../terminal/live-lines.ts';
import { formatDuration, formatTable } from '../terminal/table.ts';
import type { FleetOptions } from './fleet-options.ts';

/** Says what a run would ask, and how long it takes at the documented limits; asks nothing. */
export async function estimateFleet(
  options: FleetOptions,
  environment: HostEnvironment,
  output: Output,
): Promise<number> {
  const now = new Date();
  const asked = fleetSources.filter(({ table }) => options.tables?.includes(table) ?? true);
  const needed = new Set(asked.flatMap(({ ids }) => ids?.of ?? []));
  const sources = fleetSources.filter((source) => asked.includes(source) || needed.has(source.table));
  const records = await readRecords(environment, sources);
  const rows: (string | number)[][] = [];
  const toFetch = new Map<string, FleetSource[]>();
  for (const source of sources) {
    const known = new Map((records.get(source.table) ?? []).map((record) => [record.day, record]));
    const windows = windowsOf(source, options.from, options.to, now).filter((window) => isDue(source, window, now));
    const missing = windows.filter((window) => {
      const decision = decideWindow(known.get(window.day), { source, window, runId: '', again: options.force });
      return decision.kind === 'fetch' || decision.kind === 'refetch';
    });
    for (const { day } of missing) toFetch.set(day, [...(toFetch.get(day) ?? []), source]);
    rows.push([source.table, windows.length, missing.length, source.endpoint, source.requestsPerSecond]);
  }
  const loads = [...toFetch.values()].flatMap((ofDay) =>
    groupSources(ofDay).flatMap(([first]): CallLoad[] =>
      first === undefined ? [] : [{ source: first, calls: callsOf(first, records.get(first.table), records) }],
    ),
  );
  const { calls, seconds } = estimateCalls(loads);
  output.write(`${formatTable(['Table', 'Fenêtres', 'À collecter', 'Adresse', 'Limite/s'], rows)}\n\n`);
  output.write(
    [
      `${loads.length} fenêtres d’appels, au moins ${Math.ceil(calls).toLocaleString('fr-FR')} appels,`,
      `${formatDuration(Math.ceil(seconds) * 1000)} aux limites documentées.`,
      'Le nombre de pages est celui des fenêtres déjà collectées, sinon une par fenêtre. Rien n’a été demandé.\n',
    ].join(' '),
  );
  return 0;
}

/** The calls of one window: as many as its former windows took, else one for each group of the ids that are known. */
function callsOf(
  source: FleetSource,
  former: readonly WindowRecord[] | undefined,
  records: ReadonlyMap<string, readonly WindowRecord[]>,
): number {
  const pages = (former ?? []).flatMap(({ fetched }) => fetched?.pages ?? []);
  if (pages.length > 0) return pages.reduce((sum, count) => sum + count, 0) / pages.length;
  const variants = Object.values(source.variants).reduce((product, values) => product * values.length, 1);
  if (source.ids === undefined) return variants;
  const ids = records.get(source.ids.of)?.findLast(({ loaded }) => loaded !== null)?.loaded?.rows ?? 1;
  return Math.ceil(ids / source.ids.perCall);
}

async function readRecords(
  environment: HostEnvironment,
  sources: readonly FleetSource[],
): Promise<Map<string, readonly WindowRecord[]>> {
  if (!existsSync(path.join(environment.TERRAIN_DATA, 'documents.sqlite'))) return new Map();
  const ledger = openLedger(openEmbedded(environment).documents);
  const entries = await Promise.all(
    sources.map(async ({ table }): Promise<[string, WindowRecord[]]> => {
      const found = await ledger.query({ where: [{ field: 'table', op: '==', value: table }] });
      return [table, found.map(({ value }) => value)];
    }),
  );
  return new Map(entries);
}
