import { PermanentError } from '../../ports/failures.ts';
import type { TableBatch, TableColumn, TableSheet } from '../../ports/table-writer.ts';
import { ByteBlock } from './byte-block.ts';
import { cellStyles, spreadsheetNamespace } from './workbook-xml.ts';
import { columnName, headerWidth, xlsxCell } from './xlsx-cells.ts';
import { xmlText } from './xml-text.ts';
import type { WallClock } from './zone-clock.ts';

/** On paper: A4, lying, all columns side by side. */
const page = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';

/** The XML of one sheet, as its rows come. */
export async function* sheetXml(
  { name, columns, batches }: TableSheet,
  readClock: WallClock,
  isFirst: boolean,
): AsyncGenerator<Buffer> {
  const letters = columns.map((_, index) => columnName(index));
  const cells = columns.map(({ kind }) => xlsxCell(kind, readClock));
  const sums = columns.map(() => 0);
  const block = new ByteBlock();
  block.put(beginning(columns, letters, isFirst));
  let row = 1;
  for await (const { columns: values, rows } of batches) {
    addUp(columns, values, rows, sums);
    for (let at = 0; at < rows; at++) {
      row += 1;
      const number = String(row);
      block.put('<row r="');
      block.put(number);
      block.put('">');
      for (let index = 0; index < cells.length; index++) {
        const fault = cells[index]?.(block, letters[index] ?? '', number, values[index], at);
        if (fault === undefined) continue;
        throw new PermanentError(`sheet ${name}, row ${row}, column ${columns[index]?.header}: ${fault}`);
      }
      block.put('</row>');
      if (block.isFull) yield block.take();
    }
  }
  const filter = `<autoFilter ref="A1:${letters.at(-1)}${row}"/>`;
  if (columns.some(({ total }) => total === true)) block.put(totals(columns, letters, sums, row + 1));
  block.put(`</sheetData>${filter}${page}</worksheet>`);
  yield block.take();
}

function beginning(columns: readonly TableColumn[], letters: readonly string[], isFirst: boolean): string {
  const widths = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${column.width ?? headerWidth(column)}" customWidth="1"/>`,
  );
  const header = columns.map(
    ({ header }, index) =>
      `<c r="${letters[index]}1" s="${cellStyles.header}" t="inlineStr"><is><t xml:space="preserve">${xmlText(header)}</t></is></c>`,
  );
  const view = `<sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${spreadsheetNamespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>${view}</sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>`;
}

function addUp(columns: readonly TableColumn[], values: TableBatch['columns'], rows: number, sums: number[]): void {
  for (const [index, { total }] of columns.entries()) {
    if (total !== true) continue;
    for (let row = 0; row < rows; row++) {
      const value = values[index]?.at(row);
      if (typeof value === 'number') sums[index] = (sums[index] ?? 0) + value;
    }
  }
}

function totals(
  columns: readonly TableColumn[],
  letters: readonly string[],
  sums: readonly number[],
  row: number,
): string {
  const cells = columns.map(({ total }, index) => {
    const at = `${letters[index]}${row}`;
    if (total === true) return `<c r="${at}" s="${cellStyles.total}"><v>${sums[index]}</v></c>`;
    const text = index === 0 ? '<is><t>Total</t></is>' : '<is><t></t></is>';
    return `<c r="${at}" s="${cellStyles.total}" t="inlineStr">${text}</c>`;
  });
  return `<row r="${row}">${cells.join('')}</row>`;
}
