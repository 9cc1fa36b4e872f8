import type { WindowRecord } from '../../domain/fleet/ledger.ts';
import type { Ledger } from './ledger.ts';

const pageSize = 500;

/** All windows that a run asked for, in the order of their ids. */
export async function windowsOfRun(ledger: Ledger, runId: string): Promise<WindowRecord[]> {
  const windows: WindowRecord[] = [];
  let startAfterId: string | undefined;
  do {
    const page = await ledger.query({
      where: [{ field: 'runId', op: '==', value: runId }],
      limit: pageSize,
      ...(startAfterId === undefined ? {} : { startAfterId }),
    });
    windows.push(...page.map(({ value }) => value));
    startAfterId = page.length === pageSize ? page.at(-1)?.id : undefined;
  } while (startAfterId !== undefined);
  return windows;
}
