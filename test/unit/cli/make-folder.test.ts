import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../../../shared/cli/make-folder.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';

test('a folder is made with those above it, and may be there already', async (t) => {
  const folder = await temporaryFolder();
  t.after(folder.remove);
  const wanted = path.join(folder.path, 'a/b/c');
  await Promise.all([makeFolder(wanted), makeFolder(wanted)]);
  await makeFolder(wanted);
  assert.ok((await stat(wanted)).isDirectory());
});

test('a folder that cannot be is refused, and nobody waits for it', async (t) => {
  const folder = await temporaryFolder();
  t.after(folder.remove);
  const file = path.join(folder.path, 'file');
  await writeFile(file, '');
  await assert.rejects(makeFolder(path.join(file, 'below')), { code: 'EEXIST' });
  await assert.rejects(makeFolder(file), { code: 'EEXIST' });
  await assert.rejects(makeFolder('/proc/nowhere/at/all'), { code: 'ENOENT' });
});
