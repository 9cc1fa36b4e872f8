import { parseArgs } from 'node:util';
import { type Day, dayInZone } from '../../domain/day.ts';
import type { ExportDefinition } from '../../domain/exports/export-definition.ts';
import { nearestWord } from '../../domain/portal/did-you-mean.ts';
import { readDay } from '../period.ts';
import { UsageError } from '../usage.ts';

export interface ExportOptions {
  readonly definition: ExportDefinition;
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
      preview: { type: 'boolean', default: false },
      mail: { type: 'boolean', default: true },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const [name, ...rest] = positionals;
  const names = [...exports.keys()];
  if (name === undefined) throw new UsageError(`export : dites lequel : ${names.join(', ')}`);
  if (rest.length > 0) throw new UsageError(`export : un à la fois, « ${rest[0]} » est de trop`);
  const definition = exports.get(name);
  if (definition === undefined) {
    const near = nearestWord(name, names);
    const advice = near === undefined ? `il y a ${names.join(', ')}` : `vouliez-vous dire « ${near} » ?`;
    throw new UsageError(`export inconnu « ${name} » (${advice})`);
  }
  const date = values.date === undefined ? dayInZone(new Date(), zone) : readDay('--date', values.date);
  const settings = Object.fromEntries(values.set.map((text) => readSetting(text, definition)));
  return { definition, date, out: values.out, preview: values.preview, mail: values.mail, settings };
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
