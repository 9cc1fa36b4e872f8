import type { Cell, CellType, CellValue } from './cell.ts';

/** The cells of a row by the row's names, in the warehouse's order. */
export type Cells = Readonly<Record<string, Cell<string | number>>>;

/** One table of a delivery: its file is `<name>.csv` or `<name>.ndjson`. */
export interface DeliveryTable<C extends Cells = Cells> {
  readonly name: string;
  readonly cells: C;
  /** The cells that tell its rows apart; they are never missing. */
  readonly key: readonly string[];
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
}

/** The checked rows of a table. */
export type RowOf<T> = T extends { readonly cells: infer C }
  ? { readonly [Name in keyof C]: CellValue<C[Name]> }
  : never;

/** Tables that are delivered together and replace each other together. */
export interface DeliverySet {
  /** Also the dataset in the warehouse, and the folder in the bucket `imports`. */
  readonly name: string;
  readonly tables: readonly DeliveryTable[];
}

/** Keeps the types of the cells, and sees to it that key, partition and clusters name cells. */
export function deliveryTable<C extends Cells>(
  table: DeliveryTable<C> & {
    readonly key: readonly (keyof C)[];
    readonly partitionBy?: keyof C;
    readonly clusterBy?: readonly (keyof C)[];
  },
): DeliveryTable<C> {
  return table;
}

interface WarehouseTable {
  readonly dataset: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: CellType; readonly required?: boolean }[];
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
}

/**
 * The table as the warehouse has it. Each data version has tables of its own, `<name>_<version>`, so that a delivery can
 * replace another at once; without a version, the table as queries name it.
 */
export function warehouseTable(set: DeliverySet, table: DeliveryTable, version?: string): WarehouseTable {
  const { partitionBy, clusterBy } = table;
  return {
    dataset: set.name,
    name: version === undefined ? table.name : `${table.name}_${version}`,
    columns: Object.entries(table.cells).map(([name, { type, isRequired = false }]) => ({
      name,
      type,
      required: isRequired,
    })),
    ...(partitionBy === undefined ? {} : { partitionBy }),
    ...(clusterBy === undefined ? {} : { clusterBy }),
  };
}
