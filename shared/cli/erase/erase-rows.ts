import { erasedWord, type NameEraser } from '../../domain/privacy/name-eraser.ts';
import { NotFoundError } from '../../ports/failures.ts';
import type { Row, TableDefinition, Warehouse } from '../../ports/warehouse.ts';
import { eraseValue } from './erase-documents.ts';

/**
 * Takes the names out of a table of the warehouse, day by day where it has days: each day that holds one is loaded again
 * without it. @returns how many rows held one; 0 when there is no such table.
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
    let total = 0;
    for (const { day } of days) {
      if (typeof day !== 'string')
        throw new Error(`${name()} : des lignes sans ${column} ne peuvent pas être récrites`);
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
    let count = 0;
    const rows = found.map((row) => {
      const cells = Object.values(row).filter((value) => typeof value === 'string');
      const isSplit = eraser.isInCells(cells);
      const erased = Object.fromEntries(
        Object.entries(row).map(([column, value]) => {
          if (isSplit && typeof value === 'string' && eraser.isWord(value))
            return [column, { value: erasedWord, count: 1 }];
          return [column, eraseValue(value, eraser)];
        }),
      );
      if (Object.values(erased).some((cell) => cell.count > 0)) count += 1;
      return Object.fromEntries(Object.entries(erased).map(([column, cell]) => [column, cell.value]));
    });
    return { rows, count };
  }
}
