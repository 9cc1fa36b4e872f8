import { parseArgs } from 'node:util';
import { generateCrm } from '../../demo/crm/generate-crm.ts';
import type { GeneratedTable, GenerateOptions } from '../../demo/delivery.ts';
import { generateFiches } from '../../demo/fiches/generate-fiches.ts';
import { dayInZone, parseDay } from '../../domain/day.ts';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { fichesSet } from '../../domain/fiches/fiches-tables.ts';
import { visitesSet } from '../../domain/visites/visites-tables.ts';
import { writeDelivery } from '../delivery/write-delivery.ts';
import { bar } from '../terminal/bar.ts';
import { createLiveLines } from '../terminal/live-lines.ts';
import { UsageError } from '../usage.ts';

interface Generator {
  readonly set: DeliverySet;
  readonly generate: (options: GenerateOptions) => readonly GeneratedTable[];
}

const generators: Readonly<Record<string, Generator>> = {
  visites: { set: visitesSet, generate: generateCrm },
  fiches: { set: fichesSet, generate: generateFiches },
};
const mostRows = 100_000_000;

/**
 * `generate visites|fiches --rows N --seed S --out DIR [--until D]`: a realistic delivery with N visits (or cards). The same
 * rows, seed and last day make the same bytes; the last day is today unless said.
 */
export async function generate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      until: { type: 'string' },
    },
  });
  const [name = '', ...more] = positionals;
  const generator = generators[name];
  if (generator === undefined || more.length > 0 || values.rows === undefined || values.out === undefined) {
    throw new UsageError('generate : « generate visites|fiches --rows N --seed S --out DIR [--until D] »');
  }
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < 1 || rows > mostRows) {
    throw new UsageError(`--rows : « ${values.rows} » n’est pas un nombre de lignes (1 à ${mostRows})`);
  }
  const until = values.until === undefined ? dayInZone(new Date(), 'Europe/Paris') : parseDay(values.until);
  if (until === undefined) throw new UsageError(`--until : « ${values.until} » n’est pas une date`);

  const tables = generator.generate({ rows, seed: values.seed, until });
  const total = tables.reduce((sum, { expectedRows }) => sum + expectedRows, 0);
  const live = createLiveLines(process.stdout, process.stderr);
  let written = 0;
  try {
    await writeDelivery(generator.set, tables, values.out, (table, count, isDone) => {
      const facts = `${table} · ${(written + count).toLocaleString('fr-FR')} lignes`;
      live.draw([bar(Math.min(written + count, total), 0, total, 40), facts], facts, table);
      if (isDone) written += count;
    });
  } finally {
    live.end();
  }
  process.stdout.write(`${written.toLocaleString('fr-FR')} lignes en ${tables.length} tables : ${values.out}\n`);
  return 0;
}
