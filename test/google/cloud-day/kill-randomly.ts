import { setTimeout as sleep } from 'node:timers/promises';
import type { createRandom } from '../../../shared/demo/data/random.ts';
import type { DeployedFunction } from './functions.ts';

/** Kills one of the functions after another at random moments, and starts each again at once. @returns their names. */
export async function killRandomly(
  functions: readonly DeployedFunction[],
  random: ReturnType<typeof createRandom>,
  kills: number,
): Promise<string[]> {
  const killed: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(random.integer(300, 1_800));
    const victim = functions[random.integer(0, functions.length - 1)];
    if (victim === undefined) throw new RangeError('there is no function to kill');
    killed.push(victim.name);
    await victim.killAndRestart();
  }
  return killed;
}
