import type { Cell } from './cell.ts';
import type { DeliveryTable } from './delivery-table.ts';

export type CheckedRow = Readonly<Record<string, string | number | null>>;

/** Why a row is rejected, in French, and the delivery's name of the column that is the cause. */
export class CellFault {
  readonly column: string;
  readonly reason: string;
  constructor(column: string, reason: string) {
    this.column = column;
    this.reason = reason;
  }
}

/** The delivery's names of a table's columns, in the order of its cells. */
export function deliveredColumns({ cells }: Pick<DeliveryTable, 'cells'>): string[] {
  return Object.entries(cells).map(([name, cell]) => cell.deliveredAs ?? name);
}

const maxShown = 80;
const maxKnown = 20_000;

/**
 * Reads a row of cells that stand in the order of the table's. Dates repeat: each text is read once.
 * Plain functions, not a zod object: they read rows at ten times its speed (docs/adr/0018).
 */
export function createRowReader(
  table: Pick<DeliveryTable, 'cells'>,
  zone: string,
): (cells: readonly (string | undefined)[]) => CheckedRow | CellFault {
  const columns = Object.entries(table.cells).map(([name, cell]) => ({
    name,
    cell,
    read: cell.type === 'DATE' ? remember((text) => cell.read(text, zone)) : (text: string) => cell.read(text, zone),
  }));
  return (cells) => {
    const row: Record<string, string | number | null> = {};
    for (let place = 0; place < columns.length; place += 1) {
      const column = columns[place];
      if (column === undefined) break;
      const text = cells[place]?.trim() ?? '';
      if (text === '') {
        if (column.cell.isRequired) return faultOf(column.name, column.cell, 'valeur manquante');
        row[column.name] = null;
        continue;
      }
      const value = column.read(text);
      if (value === undefined) {
        const shown = text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
        return faultOf(column.name, column.cell, `« ${shown} » n’est pas ${column.cell.wanted}`);
      }
      row[column.name] = value;
    }
    return row;
  };
}

function faultOf(name: string, cell: Cell<unknown>, reason: string): CellFault {
  return new CellFault(cell.deliveredAs ?? name, reason);
}

function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = read(text);
    if (known.size < maxKnown) known.set(text, value);
    return value;
  };
}
