import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FolderTakenError, lockFolder } from '../../../shared/adapters/sqlite/folder-lock.ts';
import { temporaryFolder } from '../../contract/temporary-folder.ts';
import { until } from '../../contract/until.ts';
import { runChild } from './run-child.ts';

it('a folder is refused while another process has it, saying who, and free once that one is killed', async () => {
  const folder = await temporaryFolder();
  const child = runChild('locking-child', folder.path);
  await until(() => child.lines.length === 1, 5000, 'the child has the folder');
  await assert.rejects(lockFolder(folder.path, { port: 1 }), (error) => {
    assert.ok(error instanceof FolderTakenError);
    assert.equal(error.owner?.pid, child.process.pid);
    assert.equal(error.owner?.port, 4242);
    assert.match(error.message, new RegExp(`${folder.path}.*${child.process.pid}.*4242`));
    return true;
  });
  await child.kill();
  const lock = await lockFolder(folder.path, { port: null });
  lock.announce({ port: 99, leftOut: ['fetch-fleet'] });
  await assert.rejects(lockFolder(folder.path, { port: 1 }), {
    owner: { ...lock.owner, port: 99, leftOut: ['fetch-fleet'] },
  });
  lock.release();
  lock.release();
  (await lockFolder(folder.path, { port: 1 })).release();
  await folder.remove();
});

it('of several processes that start at once, exactly one gets the folder', async () => {
  const folder = await temporaryFolder();
  const children = Array.from({ length: 4 }, () => runChild('locking-child', folder.path));
  await until(() => children.every((child) => child.lines.length === 1), 15_000, 'every child has spoken');
  const said = children.map((child) => child.lines[0] ?? '');
  const winner = said.find((line) => line.startsWith('taken '))?.slice(6);
  assert.deepEqual(said.sort(), [`refused ${winner}`, `refused ${winner}`, `refused ${winner}`, `taken ${winner}`]);
  await Promise.all(children.map((child) => child.kill()));
  await folder.remove();
});
