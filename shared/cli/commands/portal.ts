import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { systemClock } from '../../adapters/system/system-clock.ts';
import { dayInZone, formatDay } from '../../domain/day.ts';
import { createLogger } from '../../runtime/log.ts';
import { openPortalCheck } from '../../wiring/portal.ts';
import { loadDotEnv, readHostEnvironment } from '../embedded-host.ts';
import { logToFile } from '../log-file.ts';
import { readDay } from '../period.ts';
import { UsageError } from '../usage.ts';

/** `portal check RECIPE [--date D] [--captures DIR]`: tries a recipe step by step. Nothing is sent to anybody. */
export async function portal(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { date: { type: 'string' }, captures: { type: 'string' } },
  });
  const [verb, recipe, ...rest] = positionals;
  if (verb !== 'check' || recipe === undefined || rest.length > 0) {
    throw new UsageError('portal : « portal check RECETTE [--date D] [--captures DIR] »');
  }
  if (!existsSync(recipe)) throw new UsageError(`portal : le fichier « ${recipe} » n’existe pas`);
  loadDotEnv();
  const environment = readHostEnvironment();
  const day =
    values.date === undefined ? dayInZone(new Date(), environment.TZ_BUSINESS) : readDay('--date', values.date);
  const captures = values.captures ?? path.join(environment.TERRAIN_DATA, 'captures');
  logToFile(environment.TERRAIN_DATA);
  const logger = createLogger({ function: 'portal-check', level: environment.LOG_LEVEL });
  const write = (text: string) => process.stdout.write(`${text}\n`);

  const check = await openPortalCheck({ recipe, day, captures, environment, logger, clock: systemClock });
  write(`${recipe}, le ${formatDay(day)} (captures dans ${captures}) :\n`);
  for (;;) {
    const { done, value } = await check.next();
    if (done === true) {
      write(value.ok ? '\nLa recette convient. Rien n’a été envoyé.' : '\nÀ corriger :');
      for (const problem of value.problems) write(`- ${problem}`);
      return value.ok ? 0 : 1;
    }
    const { ok, step, detail, address, screenshot, rows } = value;
    write(`${ok ? pc.green('✔') : pc.red('✖')} ${pc.bold(step)}  ${detail}`);
    if (address !== undefined) write(pc.dim(`    ${address}`));
    if (screenshot !== undefined) write(pc.dim(`    ${screenshot}`));
    for (const row of rows ?? []) {
      write(
        `    ${[row.reference, row.date, row.time, row.departement, row.jeton, row.technicians.join(' + ')].join(' | ')}`,
      );
    }
  }
}
