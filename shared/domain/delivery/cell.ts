/** The warehouse's types that delivered columns have. */
export type CellType = 'STRING' | 'INT64' | 'FLOAT64' | 'DATE' | 'TIMESTAMP';

/** How the cells of one column are read. A blank cell is missing (null) whatever the column; `read` never sees one. */
export interface Cell<T> {
  readonly type: CellType;
  /** What a cell must be, in French, for the message of one that is not. */
  readonly wanted: string;
  /** The value of a trimmed cell, or undefined when it cannot be read. `zone`: whose wall clock dates without a zone show. */
  readonly read: (text: string, zone: string) => T | undefined;
  /** The column's name in the delivery, where it is not the row's. */
  readonly deliveredAs?: string;
  readonly isRequired?: boolean;
}

/** A cell without which the row is rejected. */
export function required<T>(cell: Cell<T>): Cell<T> & { readonly isRequired: true } {
  return { ...cell, isRequired: true };
}

/** A cell whose column has another name in the delivery: ours says its unit. */
export function deliveredAs<T>(name: string, cell: Cell<T>): Cell<T> {
  return { ...cell, deliveredAs: name };
}

/** The value of a row's cell: null where it may be missing. */
export type CellValue<C> = C extends Cell<infer T> ? (C extends { readonly isRequired: true } ? T : T | null) : never;
