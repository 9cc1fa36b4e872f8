import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningFleet, startDemoFleet } from '../../../shared/demo/fleet/start-demo-fleet.ts';
import { childEnvironment } from '../../child-environment.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { writeXlsx } from '../../fleet/write-xlsx.ts';
import { runTerrain } from '../../scenarios/terrain-process.ts';
import { runHere } from './run-here.ts';

let fleet: RunningFleet;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  fleet = await startDemoFleet({ vehicles: 3, readingsPerDay: 6, to: '2026-11-20', forbidden: ['/contacts'] });
  folder = await temporaryFolder();
});
after(async () => {
  await fleet.close();
  await folder.remove();
});

const days = ['--start_date', '17/11/2026', '--end_date', '19/11/2026'];
type Runner = typeof runTerrain | typeof runHere;
const run = (args: readonly string[], more: Record<string, string> = {}, runner: Runner = runTerrain) =>
  runner(['fleet', ...args], {
    ...childEnvironment(),
    TERRAIN_DATA: path.join(folder.path, 'data'),
    SAMSARA_BASE_URL: fleet.url,
    SAMSARA_API_TOKEN: fleet.token,
    ...more,
  });
const callsMade = () => Object.values(fleet.counts()).reduce((sum, { calls }) => sum + calls, 0);

const refusals: [string, string[], RegExp][] = [
  ['no date', ['--table', 'fleet_tags'], /--start_date/],
  [
    'an impossible date',
    ['--start_date', '31/02/2026', '--end_date', '01/03/2026', '--table', 'fleet_tags'],
    /31\/02\/2026/,
  ],
  [
    'an end before the start',
    ['--start_date', '02/11/2026', '--end_date', '01/11/2026', '--table', 'fleet_tags'],
    /01\/11\/2026/,
  ],
  ['no table', days, /--table_file_path ALL/],
  ['an unknown table', [...days, '--table', 'fleet_vehicle'], /« fleet_vehicle ».*« fleet_vehicles »/],
  ['a file that is not there', [...days, '--table_file_path', 'nowhere.xlsx'], /nowhere\.xlsx/],
  ['a file that is no Excel file', [...days, '--table_file_path', 'package.json'], /package\.json/],
  [
    'a number of workers that is none',
    [...days, '--table', 'fleet_tags', '--max_workers', '0'],
    /--max_workers : « 0 »/,
  ],
];
for (const [name, args, words] of refusals) {
  test(`refused by name before any call: ${name}`, async () => {
    const before = callsMade();
    const { status, output } = await run(args, {}, runHere);
    assert.match(output, words);
    assert.equal(status, 2, output);
    assert.equal(callsMade(), before);
  });
}

test('an Excel file that names an unknown table is refused by that name', async () => {
  const file = path.join(folder.path, 'wrong.xlsx');
  await writeXlsx(file, [['table'], ['fleet_tags'], ['fleet_nothing']]);
  const { status, output } = await run([...days, '--table_file_path', file], {}, runHere);
  assert.match(output, /wrong\.xlsx : table inconnue « fleet_nothing »/);
  assert.equal(status, 2);
  await writeFile(file, 'not a zip');
  assert.match(
    (await run([...days, '--table_file_path', file], {}, runHere)).output,
    /ne se lit pas comme un fichier Excel/,
  );
});

test('a refused token is said by name, after one call that collects nothing', async () => {
  const { status, output } = await run([...days, '--table', 'fleet_tags'], { SAMSARA_API_TOKEN: 'wrong' }, runHere);
  assert.match(output, /SAMSARA_API_TOKEN.*401/);
  assert.equal(status, 2, output);
});

test('a dry run says windows, calls and time, and asks nothing', async () => {
  const before = callsMade();
  const { status, output } = await run([
    ...days,
    '--table',
    'fleet_vehicle_stats_engineRpm',
    '--table',
    'fleet_tags',
    '--dry-run',
  ]);
  assert.equal(status, 0, output);
  assert.match(output, /fleet_vehicle_stats_engineRpm +2 +2/);
  assert.match(output, /3 fenêtres d’appels, au moins 3 appels/);
  assert.equal(callsMade(), before);
});

test('the tables of an Excel file, its header left out, and those named beside it are collected once', async () => {
  const file = path.join(folder.path, 'tables.xlsx');
  await writeXlsx(file, [
    ['table', 'note'],
    ['fleet_tags', 'x'],
    ['fleet_vehicle_stats_engineRpm', 'y'],
  ]);
  const args = [...days, '--table_file_path', file, '--table', 'fleet_trailers', '--max_workers', '4'];
  const first = await run(args);
  assert.equal(first.status, 0, first.output);
  for (const table of ['fleet_tags', 'fleet_vehicle_stats_engineRpm', 'fleet_trailers']) {
    assert.match(first.output, new RegExp(`^${table} `, 'm'));
  }
  assert.match(first.output, /Tout est dans l’entrepôt/);
  const again = await run(args);
  assert.equal(again.status, 0, again.output);
  assert.match(again.output, /4 fenêtres étaient déjà dans l’entrepôt/);
});

test('a table that the token may not read is said; asked for by name it is unfinished business', async () => {
  const { status, output } = await run([...days, '--table', 'contacts', '--table', 'addresses']);
  assert.match(output, /Tables ignorées :\n- contacts : SAMSARA_API_TOKEN ne donne pas le droit .*403/);
  assert.match(output, /^addresses /m);
  assert.equal(status, 1, output);
});
