import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoWorld } from '../../shared/demo/world.ts';

/** The log of a run holds no customer, technician or address of the demo world, and none of its secrets. */
export function assertQuietLog({ truth, token, fleetToken, credentials }: DemoWorld, dataDirectory: string): void {
  const log = readFileSync(path.join(dataDirectory, 'terrain.log'), 'utf8');
  assert.ok(log.split('\n').length > 3, 'suspiciously few lines were logged');
  const people = truth
    .expectedOn(truth.day)
    .flatMap(({ client, technicians, address }) => [client, address, ...technicians]);
  assert.ok(people.length > 8, 'suspiciously few names were looked for');
  const words = new Set([
    ...people,
    ...people.flatMap((one) => one.match(/\p{Lu}\p{L}{4,}/gu) ?? []),
    token,
    fleetToken,
    credentials.password,
  ]);
  const told = [...words].filter((word) => word !== '' && log.includes(word));
  assert.deepEqual(told, []);
}
