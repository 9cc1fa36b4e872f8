import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The rooms whose test files share a process, by the file that starts it: to start a process and to load its modules takes
 * more than half a second, as long as most of these files.
 */
const rooms: Readonly<Record<string, RegExp>> = {
  'test/together/units.ts': /^test\/(?:unit|architecture|integration\/(?:demo|pipeline|samsara))\//,
  'test/together/contracts.ts': /^test\/contract\//,
  'test/together/adapters.ts': /^test\/integration\/(?:adapters|console\/api|delivery|destination|host|privacy)/,
  'test/together/services.ts': /^test\/integration\/(?:exports|fleet|reservations\/(?:api|bad|inter|notices)|visites)/,
  'test/together/commands.ts': /^test\/integration\/(?:cli|runtime|build|readme\/reservations|functions\/google)/,
  'test/together/portals.ts': /^test\/integration\/portal\/(?!trouble)/,
};

/** What would reach the other files of a process: its environment and its clock. */
const needsItsOwn = /process\.env\.\w+ = |Object\.assign\(process\.env|mock\.timers/;

/** Which of the files share a process, by the file that starts it. */
export function groupTests(files: readonly string[]): Map<string, string[]> {
  const groups = Object.entries(rooms).map(([start, room]): [string, string[]] => [
    start,
    files.filter((file) => room.test(file) && !needsItsOwn.test(readFileSync(path.join(root, file), 'utf8'))),
  ]);
  return new Map(groups.filter(([, members]) => members.length > 0));
}
