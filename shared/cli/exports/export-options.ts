import { parseArgs } from 'node:util';
import { type Day, dayInZone } from '../../domain/day.ts';
import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import { firesOn, timeOf } from '../../domain/exports/schedule-days.ts';
import { nearestWord } from '../../domain/portal/did-you-mean.ts';
import { readDay } from '../period.ts';
import { UsageError } from '../usage.ts';

export interface ExportOptions {
  /** One, or with `ALL` those that the day's schedules fire. */
  readonly definitions: readonly ExportDefinition[];
  /** `ALL`: what the day has already is left as it is. */
  readonly onlyMissing: boolean;
  /** Only say what there is. */
  readonly list: boolean;
  readonly date: Day;
  /** A folder that gets a copy of the file. */
  readonly out: string | undefined;
  readonly preview: boolean;
  readonly mail: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

/** Reads the options of `export`. @throws UsageError that names what is wrong; nothing has been run then. */
export function readExportOptions(
  args: string[],
  exports: ReadonlyMap<string, ExportDefinition>,
  zone: string,
): ExportOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      date: { type: 'string' },
      out: { type: 'string' },
      list: { type: 'boolean', default: false },
      preview: { type: 'boolean', default: false },
      mail: { type: 'boolean', default: true },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const [name, ...rest] = positionals;
  const date = values.date === undefined ? dayInZone(new Date(), zone) : readDay('--date', values.date);
  const { list, out, preview, mail } = values;
  const common = { date, list, out, preview, mail };
  if (list) return { ...common, definitions: [...exports.values()], onlyMissing: false, settings: {} };
  if (name === undefined) throw new UsageError(`export : dites lequel, ou ALL : ${[...exports.keys()].join(', ')}`);
  if (rest.length > 0) throw new UsageError(`export : un à la fois, ou ALL : « ${rest[0]} » est de trop`);
  if (name === 'ALL') {
    if (preview || values.set.length > 0)
      throw new UsageError('export ALL : --preview et --set sont pour un seul export');
    return { ...common, definitions: ofDay(exports, date), onlyMissing: true, settings: {} };
  }
  const definition = readName(name, exports);
  const settings = Object.fromEntries(values.set.map((text) => readSetting(text, definition)));
  return { ...common, definitions: [definition], onlyMissing: false, settings };
}

/** The exports whose schedule fires on that day, in the order of their time. */
function ofDay(exports: ReadonlyMap<string, ExportDefinition>, date: Day): readonly ExportDefinition[] {
  return [...exports.values()]
    .filter(({ schedule }) => schedule !== null && firesOn(schedule, date))
    .toSorted((a, b) => timeOf(a.schedule ?? '').localeCompare(timeOf(b.schedule ?? '')));
}

function readName(name: string, exports: ReadonlyMap<string, ExportDefinition>): ExportDefinition {
  const found = exports.get(name);
  if (found !== undefined) return found;
  const names = [...exports.keys()];
  const near = nearestWord(name, names);
  const advice = near === undefined ? `il y a ${names.join(', ')}` : `vouliez-vous dire « ${near} » ?`;
  throw new UsageError(`export inconnu « ${name} » (${advice})`);
}

function readSetting(text: string, { name: exportName, settings }: ExportDefinition): [string, string] {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  const known = Object.keys(settings);
  if (at < 1 || !known.includes(name)) {
    const advice = known.length === 0 ? 'il n’en a aucun' : `il a ${known.join(', ')}`;
    throw new UsageError(`--set : « ${text} » n’est pas NOM=VALEUR d’un réglage de ${exportName} (${advice})`);
  }
  return [name, text.slice(at + 1)];
}
