import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';
import { InvalidRequestError } from '../../../shared/ports/failures.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runChild } from './run-child.ts';

it('a process killed while it writes leaves the old object, and its half-written file goes at the next opening', async () => {
  const folder = await temporaryFolder();
  await createFileObjects(folder.path).write('kept', 'folder/object', 'old');
  const child = runChild('writing-child', folder.path);
  await until(() => child.lines.length > 3, 10_000, 'the child has written some');
  const living = createFileObjects(folder.path);
  assert.equal(
    (await leftovers(folder.path, child.process.pid)).length,
    1,
    'opening spares what a living process writes',
  );
  await child.kill();
  assert.equal(await readFile(join(folder.path, 'objects/kept/folder/object'), 'utf8'), 'old');
  const names: string[] = [];
  for await (const { name } of living.list('kept', '')) names.push(name);
  assert.deepEqual(names, ['folder/object']);
  createFileObjects(folder.path);
  assert.deepEqual(await leftovers(folder.path, child.process.pid), []);
  await folder.remove();
});

it('objects are plain files, and folders that became empty are removed', async () => {
  const folder = await temporaryFolder();
  const store = createFileObjects(folder.path);
  await store.write('photos', 'a/b/c.txt', 'text');
  await store.write('photos', 'a/d.txt', 'text');
  assert.equal(await readFile(join(folder.path, 'objects/photos/a/b/c.txt'), 'utf8'), 'text');
  await store.delete('photos', 'a/b/c.txt');
  assert.deepEqual(await readdir(join(folder.path, 'objects/photos/a')), ['d.txt']);
  await store.delete('photos', 'a/d.txt');
  assert.deepEqual(await readdir(join(folder.path, 'objects/photos')), []);
  await folder.remove();
});

it('an object that would be the folder of another is refused, and an empty folder is no hindrance', async () => {
  const folder = await temporaryFolder();
  const store = createFileObjects(folder.path);
  await store.write('photos', 'a', 'text');
  await assert.rejects(store.write('photos', 'a/b', 'text'), InvalidRequestError);
  await store.write('photos', 'c/d', 'text');
  for (const ifAbsent of [true, false]) {
    await assert.rejects(store.write('photos', 'c', 'text', { ifAbsent }), InvalidRequestError);
    await mkdir(join(folder.path, `objects/photos/empty-${ifAbsent}/er`), { recursive: true });
    await store.write('photos', `empty-${ifAbsent}`, 'text', { ifAbsent });
  }
  await folder.remove();
});

it('a link to a file elsewhere is no object', async () => {
  const folder = await temporaryFolder();
  const store = createFileObjects(folder.path);
  await store.write('photos', 'a', 'text');
  await writeFile(join(folder.path, 'secret'), 'secret');
  await symlink(join(folder.path, 'secret'), join(folder.path, 'objects/photos/link'));
  assert.equal(await store.stat('photos', 'link'), undefined);
  await assert.rejects(async () => {
    for await (const chunk of store.read('photos', 'link')) assert.fail(`read ${chunk}`);
  });
  await folder.remove();
});

async function leftovers(root: string, pid: number | undefined): Promise<string[]> {
  const folders = await readdir(join(root, 'objects/.tmp'));
  const own = folders.filter((name) => name.startsWith(`${pid}-`));
  return (await Promise.all(own.map((name) => readdir(join(root, 'objects/.tmp', name))))).flat();
}
