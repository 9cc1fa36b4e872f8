import { erasedWord, type NameEraser } from '../../domain/privacy/name-eraser.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { Row, TableDefinition, Warehouse } from '../../ports/warehouse.ts';
import { eraseValue } from './erase-documents.ts';

/**
 * Takes the names out of a table of the warehouse, day by day where it has days: each day that holds one is loaded again
 * without it, or the whole table when the name also stands in a row without a day. @returns how many rows held one; 0 when there is no such table.
 */
export async function eraseRows(
  warehouse: Warehouse,
  table: TableDefinition,
  eraser: NameEraser,
  write: boolean,
): Promise<number> {
  const texts = table.columns.filter(({ type }) => type === 'STRING' || type === 'JSON');
  if (texts.length === 0) return 0;
  try {
    if (table.partitionBy === undefined) return await eraseAll();
    return await eraseDays(table.partitionBy);
  } catch (error) {
    if (error instanceof NotFoundError) return 0;
    throw error;
  }

  async function eraseAll(): Promise<number> {
    if ((await ask(`SELECT COUNT(*) AS rows FROM ${name()} WHERE ${likely()}`))[0]?.rows === 0) return 0;
    const { rows, count } = eraseFrom(await warehouse.query(`SELECT * FROM ${name()}`));
    if (write && count > 0) await warehouse.load(table, { rows }, { replaceAll: true });
    return count;
  }

  async function eraseDays(column: string): Promise<number> {
    const days = await ask(`SELECT DISTINCT CAST(${column} AS DATE) AS day FROM ${name()} WHERE ${likely()}`);
    const named = days.map(({ day }) => day).filter((day) => typeof day === 'string');
    // Rows without a day are in no partition that could be replaced alone.
    if (named.length < days.length) return eraseAll();
    let total = 0;
    for (const day of named) {
      const found = await warehouse.query(
        `SELECT * FROM ${name()} WHERE CAST(${column} AS DATE) = CAST(@day AS DATE)`,
        { day },
      );
      const { rows, count } = eraseFrom(found);
      if (write && count > 0) await warehouse.load(table, { rows }, { replacePartition: day });
      total += count;
    }
    return total;
  }

  function ask(sql: string) {
    return warehouse.query(sql, Object.fromEntries(eraser.words.map((word, at) => [`word${at}`, `%${word}%`])));
  }

  function name(): string {
    return `${table.dataset}.${table.name}`;
  }

  /** Rows in which a name may stand: the rest is left to the eraser. */
  function likely(): string {
    const conditions = texts.flatMap(({ name: column, type }) =>
      eraser.words.map((_, at) => `LOWER(${type === 'JSON' ? `TO_JSON_STRING(${column})` : column}) LIKE @word${at}`),
    );
    return `(${conditions.join(' OR ')})`;
  }

  function eraseFrom(found: readonly Row[]): { readonly rows: readonly Row[]; readonly count: number } {
    const erased = found.map((row) => eraseRow(row, eraser));
    return { rows: erased.map(({ row }) => row), count: erased.filter(({ held }) => held).length };
  }
}

/** A row without the names, also where first and last name are cells of their own; and whether it held one. */
export function eraseRow(row: Row, eraser: NameEraser): { readonly row: Row; readonly held: boolean } {
  const isSplit = eraser.isInCells(Object.values(row).filter((value) => typeof value === 'string'));
  const cells = Object.entries(row).map(([column, value]) => {
    const isPart = isSplit && typeof value === 'string' && eraser.isWord(value);
    return [column, isPart ? { value: erasedWord, count: 1 } : eraseValue(value, eraser)] as const;
  });
  return {
    row: Object.fromEntries(cells.map(([column, { value }]) => [column, value])),
    held: cells.some(([, { count }]) => count > 0),
  };
}
