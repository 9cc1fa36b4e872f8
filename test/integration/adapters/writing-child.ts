/** Replaces one object without end, slowly, and says so once it has begun. */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createFileObjects } from '../../../shared/adapters/files/file-objects.ts';

async function* endless() {
  const block = Buffer.alloc(300_000, 'half');
  for (;;) {
    yield block;
    writeSync(1, 'wrote\n');
    await delay(5);
  }
}
await createFileObjects(process.argv[2] ?? '').write('kept', 'folder/object', endless());
