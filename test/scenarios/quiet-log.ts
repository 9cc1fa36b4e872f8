import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoWorld } from '../../shared/demo/world.ts';

/** What may be a name, a telephone number or a mail's first part; a date or a count is none. */
const word = /\p{Lu}\p{L}{3,}|\d{8,}|[\p{L}\d]+@/gu;

/** No line of the log holds one of these secrets, or a word of what names these people. @returns the log. */
export function assertLogNamesNobody(
  dataDirectory: string,
  people: Iterable<string>,
  secrets: readonly string[],
): string {
  const log = readFileSync(path.join(dataDirectory, 'terrain.log'), 'utf8');
  assert.ok(log.split('\n').length > 3, 'suspiciously few lines were logged');
  const names = new Set([...people].flatMap((one) => one.match(word) ?? []));
  assert.ok(names.size > 8, 'suspiciously few names were looked for');
  const told = new Set((log.match(word) ?? []).filter((one) => names.has(one)));
  assert.deepEqual([...told], []);
  assert.deepEqual(
    secrets.filter((secret) => secret !== '' && log.includes(secret)),
    [],
  );
  return log;
}

/** The log of a run holds no customer, technician or address of the demo world, and none of its secrets. */
export function assertQuietLog({ truth, token, fleetToken, credentials }: DemoWorld, dataDirectory: string): void {
  const people = truth
    .expectedOn(truth.day)
    .flatMap(({ client, technicians, address }) => [client, address, ...technicians]);
  const log = assertLogNamesNobody(dataDirectory, people, [token, fleetToken, credentials.password]);
  assert.deepEqual(
    people.filter((one) => one !== '' && log.includes(one)),
    [],
  );
}
