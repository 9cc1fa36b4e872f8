import { sourceOf } from '../../shared/domain/fleet/catalogue.ts';
import type { Fetched, WindowRecord } from '../../shared/domain/fleet/ledger.ts';
import type { Ledger } from '../../shared/pipeline/fleet/ledger.ts';
import { PermanentError } from '../../shared/ports/failures.ts';

export interface NewestWindow {
  readonly table: string;
  readonly record: WindowRecord;
  readonly fetched: Fetched;
}

/**
 * The windows to load: of each table the day's; of a snapshot, which takes the place of the whole table, the newest that is
 * collected, together with the day's own, whose rows it replaces.
 */
export async function newestWindows(
  tables: readonly string[],
  day: string,
  ledger: Ledger,
): Promise<readonly NewestWindow[]> {
  return Promise.all(
    tables.map(async (table) => {
      const record = await (sourceOf(table).window === 'snapshot'
        ? newestSnapshot(table, ledger)
        : ledger.get(table, day));
      if (record?.fetched == null) throw new PermanentError(`the window ${table} of ${day} is not collected`);
      return { table, record, fetched: record.fetched };
    }),
  );
}

async function newestSnapshot(table: string, ledger: Ledger): Promise<WindowRecord | undefined> {
  const found = await ledger.query({ where: [{ field: 'table', op: '==', value: table }] });
  return found.map(({ value }) => value).findLast(({ fetched }) => fetched !== null);
}
