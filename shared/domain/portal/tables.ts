import type { TableFormat } from './recipe-list.ts';

/** What a portal needs to read a delimited table; whoever reads tables gives it. All throw an Error in French. */
export interface Tables {
  decodeText(
    bytes: Uint8Array,
    encoding: TableFormat['encoding'],
  ): { readonly text: string; readonly warnings: readonly string[] };
  parseTable(
    text: string,
    options: Pick<TableFormat, 'delimiter' | 'quote'>,
  ): {
    readonly columns: readonly string[];
    readonly delimiter: string;
    readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
    readonly rejects: readonly { readonly line: number; readonly reason: string; readonly text: string }[];
    readonly endsWithNewline: boolean;
    readonly warnings: readonly string[];
  };
  findColumn(columns: readonly string[], acceptedNames: readonly string[]): number;
  looksLossy(cell: string): boolean;
}
