/**
 * Test files that need no process of their own, in one: to start a process and load its modules takes half a second, as
 * long as most of these files. `TERRAIN_TOGETHER` names them, with commas.
 */
import path from 'node:path';

for (const file of (process.env.TERRAIN_TOGETHER ?? '').split(',')) await import(path.resolve(file));
