import { test } from 'node:test';

/** A test that says why it was not run. */
export function skippedTest(name: string, reason: string): void {
  console.log(`skipped: ${name}: ${reason}`);
  test(name, { skip: reason }, () => undefined);
}
