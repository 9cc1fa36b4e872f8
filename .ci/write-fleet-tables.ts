/** Writes docs/fleet-tables.md; a test says when it is out of date. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fleetTablesPage } from './fleet-tables-page.ts';

const file = path.resolve(import.meta.dirname, '../docs/fleet-tables.md');
writeFileSync(file, fleetTablesPage());
console.log(path.relative(process.cwd(), file));
