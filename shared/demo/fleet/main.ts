import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { daySchema } from '../../domain/day.ts';
import { faultRuleSchema } from '../faults.ts';
import { startDemoFleet } from './start-demo-fleet.ts';

const number = z.coerce.number().nonnegative().optional();
const numbers = {
  port: number,
  seed: number,
  vehicles: number,
  drivers: number,
  latencyMilliseconds: number,
  readingsPerDay: number,
  rowsPerPage: number,
  vehiclesPerPage: number,
  emptyShare: number,
  lateShare: number,
  newFieldShare: number,
  floatShare: number,
};
const optionsSchema = z.object({
  ...numbers,
  from: daySchema.optional(),
  to: daySchema.optional(),
  token: z.string().optional(),
  forbidden: z.array(z.string()).optional(),
});

/** `latencyMilliseconds` is asked for as `--latency-milliseconds`. */
const flagOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const names = Object.keys(optionsSchema.shape);
const { values } = parseArgs({
  options: {
    ...Object.fromEntries(
      names.map((name) => [flagOf(name), { type: 'string', multiple: name === 'forbidden' } as const]),
    ),
    unlimited: { type: 'boolean' },
    faults: { type: 'string' },
  },
});
const flags: Readonly<Record<string, unknown>> = values;
const given = optionsSchema.parse(Object.fromEntries(names.map((name) => [name, flags[flagOf(name)]])));
const faults = typeof values.faults === 'string' ? JSON.parse(readFileSync(values.faults, 'utf8')) : [];
const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const fleet = await startDemoFleet({
  ...set,
  limits: values.unlimited !== true,
  faults: z.array(faultRuleSchema).parse(faults),
});
console.log(`API de flotte  ${fleet.url}   jeton : ${fleet.token}   Ctrl+C pour arrêter.`);

process.once('SIGINT', () => void fleet.close());
process.once('SIGTERM', () => void fleet.close());
