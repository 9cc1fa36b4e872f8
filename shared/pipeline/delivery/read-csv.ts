import type { Dialect } from '../../domain/table/dialect.ts';
import { columnKey, findColumn } from '../../domain/table/find-column.ts';
import { readRecord } from '../../domain/table/read-record.ts';
import { createBlockReader } from '../../domain/table/read-row-blocks.ts';
import { TableError } from '../../domain/table/table-error.ts';
import type { RawBlock } from './raw-rows.ts';
import { EncodingFault, readBlocks, type TextBlock } from './read-blocks.ts';
import { DeliveryRefusedError } from './refusal.ts';

interface Header {
  readonly names: readonly string[];
  readonly dialect: Dialect;
  /** Where the file has each of the wanted columns. */
  readonly places: readonly number[];
}

/**
 * The rows of a CSV file with a header line, `,` or `;` between cells, in any order of columns; other columns are passed over.
 * @throws DeliveryRefusedError that names file, line and column when there is no header, a column is missing, or bytes are not UTF-8.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  wanted: readonly string[],
): AsyncGenerator<RawBlock> {
  let header: Header | undefined;
  let readBlock: ReturnType<typeof createBlockReader> | undefined;
  try {
    for await (const block of readBlocks(bytes, file)) {
      let { text } = block;
      if (header === undefined || readBlock === undefined) {
        const start = readHeader(block, file, wanted);
        if (start === undefined) continue;
        header = start.header;
        readBlock = createBlockReader(header.names.length, header.dialect, start.line);
        text = text.slice(start.next);
      }
      const { places } = header;
      const { rows, rejects } = readBlock(text, block.isLast);
      yield {
        rows: rows.map(({ line, cells, text: raw }) => ({
          line,
          cells: places.map((place) => cells[place]),
          text: raw,
        })),
        rejects: rejects.map(({ line, reason, text: raw }) => ({
          ligne: line,
          colonne: null,
          raison: reason,
          texte: raw,
        })),
      };
    }
  } catch (error) {
    throw error instanceof EncodingFault ? refuseEncoding(error, file, header) : error;
  }
  if (header === undefined) throw new DeliveryRefusedError(`${file} est vide : pas même une ligne de titres`);
}

function readHeader({ text, line }: TextBlock, file: string, wanted: readonly string[]) {
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? '';
  if (text.slice(blank.length).trim() === '') return undefined;
  const headerLine = line + blank.split('\n').length - 1;
  const keys = new Set(wanted.map(columnKey));
  const [best] = ([',', ';'] as const)
    .map((delimiter) => ({ delimiter, quote: '"' as const }))
    .map((dialect) => ({ dialect, record: readRecord(text, blank.length, dialect) }))
    .flatMap(({ dialect, record }) => ('cells' in record ? [{ dialect, ...record }] : []))
    .map((read) => ({ ...read, known: read.cells.filter((cell) => keys.has(columnKey(cell))).length }))
    .sort((a, b) => b.known - a.known || b.cells.length - a.cells.length);
  if (best === undefined) {
    throw new DeliveryRefusedError(`${file}, ligne ${headerLine} : un guillemet de la ligne de titres n’est pas fermé`);
  }
  const names = best.cells.map((cell) => cell.trim());
  const header = { names, dialect: best.dialect, places: findPlaces(names, wanted, `${file}, ligne ${headerLine}`) };
  return { header, next: best.next, line: headerLine + text.slice(blank.length, best.next).split('\n').length - 1 };
}

function findPlaces(names: readonly string[], wanted: readonly string[], where: string): number[] {
  try {
    return wanted.map((name) => findColumn(names, [name]));
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new DeliveryRefusedError(`${where} : ${error.message}`);
  }
}

/** Says in which column the first lost letter is. */
function refuseEncoding({ line, text }: EncodingFault, file: string, header: Header | undefined): DeliveryRefusedError {
  const record = header && readRecord(text, 0, header.dialect);
  const place = record && 'cells' in record ? record.cells.findIndex((cell) => cell.includes('\ufffd')) : -1;
  const column = header?.names[place];
  const where = `${file}, ligne ${line}${column === undefined ? '' : `, colonne ${column}`}`;
  return new DeliveryRefusedError(`${where} : une lettre n’est pas de l’UTF-8 ; enregistrez le fichier en UTF-8`);
}
