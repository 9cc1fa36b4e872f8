import path from 'node:path';
import { describe } from 'node:test';
import * as z from 'zod';

const groupsSchema = z.record(z.string(), z.array(z.string()));

/**
 * Runs the test files of a group one after another, each in a suite of its own, so that its hooks stay its own.
 * `TERRAIN_TOGETHER` tells the groups. @param start the group's file.
 */
export async function runGroup(start: string): Promise<void> {
  const groups = groupsSchema.parse(JSON.parse(process.env.TERRAIN_TOGETHER ?? '{}'));
  for (const file of groups[path.relative('', start)] ?? []) {
    await new Promise<void>((resolve, reject) => {
      void describe(file, async () => {
        const loaded = import(path.resolve(file));
        loaded.then(() => resolve(), reject);
        await loaded;
      });
    });
  }
}
