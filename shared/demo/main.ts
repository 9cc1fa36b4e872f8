import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dayInZone, daySchema } from '../domain/day.ts';
import { faultRuleSchema } from './faults.ts';
import { startDemoWorld } from './world.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    port: text,
    'documents-port': text,
    'destination-port': text,
    'fleet-port': text,
    vehicles: text,
    seed: text,
    day: text,
    count: text,
    photos: text,
    'photo-bytes': text,
    latency: text,
    data: text,
    keep: text,
    faults: text,
  },
});
const number = z.coerce.number().int().nonnegative();
const readNumber = (value: string | undefined, otherwise: number) =>
  value === undefined ? otherwise : number.parse(value);

const world = await startDemoWorld({
  day: values.day === undefined ? dayInZone(new Date(), 'Europe/Paris') : daySchema.parse(values.day),
  dataDirectory: values.data ?? join(tmpdir(), 'terrain-demo'),
  seed: readNumber(values.seed, 7),
  count: readNumber(values.count, 24),
  photoBytes: readNumber(values['photo-bytes'], 40_000),
  latencyMilliseconds: readNumber(values.latency, 0),
  ports: {
    portal: readNumber(values.port, 0),
    documents: readNumber(values['documents-port'], 0),
    destination: readNumber(values['destination-port'], 0),
    fleet: readNumber(values['fleet-port'], 0),
  },
  fleet: { vehicles: readNumber(values.vehicles, 20) },
  ...(values.photos === undefined ? {} : { photosPerIntervention: number.parse(values.photos) }),
  ...(values.keep === undefined ? {} : { keepFilesIn: values.keep }),
  ...(values.faults === undefined
    ? {}
    : { faults: z.array(faultRuleSchema).parse(JSON.parse(readFileSync(values.faults, 'utf8'))) }),
});

console.log(`Portail      ${world.portalUrl}   ${world.credentials.user} / ${world.credentials.password}
Documents    ${world.documentsUrl}
Destination  ${world.destinationUrl}   jeton : ${world.token}
Flotte       ${world.fleetUrl}   jeton : ${world.fleetToken}
${world.truth.interventions.length} interventions le ${world.truth.day}. Ctrl+C pour arrêter.`);

process.once('SIGINT', () => void world.close());
process.once('SIGTERM', () => void world.close());
