/** Takes a folder and holds it; says `taken`, or `refused` with who has it. */
import { writeSync } from 'node:fs';
import { FolderTakenError, lockFolder } from '../../../shared/adapters/sqlite/folder-lock.ts';

try {
  await lockFolder(process.argv[2] ?? '', { port: 4242 });
  writeSync(1, `taken ${process.pid}\n`);
  setInterval(() => undefined, 1000);
} catch (error) {
  if (!(error instanceof FolderTakenError)) throw error;
  writeSync(1, `refused ${error.owner?.pid}\n`);
}
