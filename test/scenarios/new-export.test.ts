import assert from 'node:assert/strict';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';
import { temporaryFolder } from '../contract/temporary-folder.ts';
import { readCsv } from '../integration/exports/read-files.ts';
import { startTerrain } from './terrain-process.ts';

/** The one example of docs/exports.md, as its reader would copy it. */
async function exampleOfDocs(): Promise<string> {
  const [, code] = /```ts\n([\s\S]+?)```/.exec(await readFile('docs/exports.md', 'utf8')) ?? [];
  assert.ok(code !== undefined);
  return code;
}

test('adding an export is adding its file: the documentation’s example gets its command and its schedule', async (t) => {
  const folder = await temporaryFolder();
  t.after(() => folder.remove());
  const root = path.join(folder.path, 'project');
  for (const part of ['functions', 'shared', '.ci', 'package.json'])
    await cp(part, path.join(root, part), { recursive: true });
  await symlink(path.resolve('node_modules'), path.join(root, 'node_modules'));
  const example = await exampleOfDocs();
  await writeFile(path.join(root, 'shared/exports/ventes_par_pays.ts'), example);

  const { PATH = '', HOME = '' } = process.env;
  const environment = { PATH, HOME, TERRAIN_DATA: path.join(folder.path, 'data') };
  const run = async (...args: string[]) => {
    const { ended, output } = startTerrain(args, environment, root);
    return { status: await ended, output: output() };
  };
  const delivery = path.join(folder.path, 'delivery');
  const made = await run(
    'generate',
    'fiches',
    '--rows',
    '600',
    '--seed',
    '1',
    '--out',
    delivery,
    '--until',
    '2026-11-24',
  );
  assert.equal(made.status, 0, made.output);
  const imported = await run('import', 'fiches', delivery);
  assert.equal(imported.status, 0, imported.output);
  const preview = await run('export', 'ventes_par_pays', '--date', '2026-11-24', '--preview');
  assert.match(preview.output, /Ventes par pays\nPays +Ventes +Dernier appel\n/);
  const { status, output } = await run('export', 'ventes_par_pays', '--date', '24/11/2026', '--out', folder.path);
  assert.equal(status, 0, output);
  const file = output.trim().split('\n').at(-1) ?? '';
  assert.equal(path.relative(folder.path, file), 'ventes_par_pays_20261124.csv');
  const { header, rows } = await readCsv(file);
  assert.deepEqual(header, ['Pays', 'Ventes', 'Dernier appel']);
  assert.ok(rows.length > 3 && rows.every(([, sales, last]) => Number(sales) > 0 && last === '2026-11-23'));
  const again = await run('export', 'ventes_par_pays', '--date', '24/11/2026', '--out', folder.path);
  assert.match(again.output, /garde le sien[\s\S]*ventes_par_pays_20261124 \(2\)\.csv/);

  // What the host and Terraform read.
  const { exportSchedules } = await import(path.join(root, 'shared/wiring/export-schedules.ts'));
  const schedules = z.array(z.object({ name: z.string(), cron: z.string() })).parse(await exportSchedules());
  assert.deepEqual(schedules.find(({ name }) => name === 'ventes_par_pays')?.cron, '50 4 * * 1-5');
  const { terraformData } = await import(path.join(root, '.ci/terraform-data.ts'));
  assert.match(
    z.record(z.string(), z.string()).parse(await terraformData())['schedules.json'] ?? '',
    /ventes_par_pays/,
  );

  // What its author may have got wrong is told by the file's name.
  await writeFile(
    path.join(root, 'shared/exports/ventes_par_pays.ts'),
    example.replace("'50 4 * * 1-5'", "'50 9 * * *'"),
  );
  const late = await run('export', 'ventes_par_pays');
  assert.equal(late.status, 2);
  assert.match(
    late.output,
    /^shared\/exports\/ventes_par_pays\.ts : .*50 9 \* \* \*.* is no time between 04:00 and 07:59/m,
  );
});
