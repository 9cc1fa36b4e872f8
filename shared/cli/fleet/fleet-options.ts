import { parseArgs } from 'node:util';
import type { Day } from '../../domain/day.ts';
import { findSource, fleetSources } from '../../domain/fleet/catalogue.ts';
import { nearestWord } from '../../domain/portal/did-you-mean.ts';
import { readDay } from '../period.ts';
import { UsageError } from '../usage.ts';
import { readTableFile } from './read-table-file.ts';

export interface FleetOptions {
  readonly from: Day;
  /** Excluded. */
  readonly to: Day;
  /** Undefined: all. */
  readonly tables: readonly string[] | undefined;
  /** The tables that were asked for by their name. */
  readonly named: readonly string[];
  readonly maxWorkers: number | undefined;
  readonly force: boolean;
  readonly fromRaw: boolean;
  readonly dryRun: boolean;
}

/** Reads the options of `fleet`. @throws UsageError that names what is wrong; nothing has been asked of anybody then. */
export async function readFleetOptions(args: string[]): Promise<FleetOptions> {
  const { values } = parseArgs({
    args,
    options: {
      start_date: { type: 'string' },
      end_date: { type: 'string' },
      table_file_path: { type: 'string' },
      table: { type: 'string', multiple: true, default: [] },
      max_workers: { type: 'string' },
      force: { type: 'boolean', default: false },
      'from-raw': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const from = readRequiredDay('--start_date', values.start_date);
  const to = readRequiredDay('--end_date', values.end_date);
  if (to < from)
    throw new UsageError(`--end_date (${values.end_date}) vient avant --start_date (${values.start_date})`);
  const file = values.table_file_path;
  if (file === undefined && values.table.length === 0) {
    throw new UsageError(
      'fleet : dites les tables, par --table_file_path ALL, --table_file_path FICHIER.xlsx ou --table NOM',
    );
  }
  const all = file?.toUpperCase() === 'ALL';
  const listed = file === undefined || all ? [] : await readTableFile(file);
  const named = [
    ...values.table.map((name) => readTable(name, '--table')),
    ...listed.map((name) => readTable(name, file ?? '')),
  ];
  return {
    from,
    to,
    tables: all ? undefined : [...new Set(named)],
    named: [...new Set(named)],
    maxWorkers: values.max_workers === undefined ? undefined : readWorkers(values.max_workers),
    force: values.force,
    fromRaw: values['from-raw'],
    dryRun: values['dry-run'],
  };
}

function readRequiredDay(option: string, text: string | undefined): Day {
  if (text === undefined) throw new UsageError(`fleet : ${option} jj/mm/aaaa est obligatoire`);
  return readDay(option, text);
}

/** The table to collect; the name of one that a split makes stands for the whole. */
function readTable(name: string, where: string): string {
  const source = findSource(name);
  if (source !== undefined) return source.table;
  const near = nearestWord(
    name,
    fleetSources.map(({ table }) => table),
  );
  const advice = near === undefined ? 'docs/fleet-tables.md les nomme toutes' : `vouliez-vous dire « ${near} » ?`;
  throw new UsageError(`${where} : table inconnue « ${name} » (${advice})`);
}

function readWorkers(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 200) {
    throw new UsageError(`--max_workers : « ${text} » n’est pas un nombre de requêtes, de 1 à 200`);
  }
  return count;
}
