import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds. @throws after `patienceMs`, naming what did not come. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  patienceMs: number,
  what: string,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
    await delay(2);
  }
}
