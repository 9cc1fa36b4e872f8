import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { TableSheet, TableWriter } from '../../ports/table-writer.ts';
import { sheetNames } from './sheet-names.ts';
import { sheetXml } from './sheet-xml.ts';
import { splitLongSheets } from './split-sheets.ts';
import { contentTypes, packageRelations, styles, workbook, workbookRelations } from './workbook-xml.ts';
import { createWallClock } from './zone-clock.ts';

/** Little worse than the usual 6, in half the time: what is written are mostly digits and tags. */
const compressionLevel = 3;

/**
 * Excel workbooks: a frozen bold header with filters, widths, dates as dates. Nothing is a formula: text is text. A table
 * longer than a sheet goes on in the next. @param zone whose clock `datetime` cells show.
 */
export function createXlsxWriter(zone: string): TableWriter {
  const readClock = createWallClock(zone);
  return async function* writeXlsx(sheets) {
    const zip = new ZipFile();
    const out = new PassThrough();
    zip.outputStream.pipe(out);
    // What breaks a sheet is told by whoever fills the file.
    zip.on('error', () => undefined);
    const stop = new AbortController();
    const filled = fill(zip, sheets, stop.signal).catch((error: unknown) => {
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    try {
      yield* out;
    } finally {
      // Whoever stops reading early leaves a sheet in the middle.
      stop.abort();
      await filled;
    }
  };

  async function fill(zip: ZipFile, sheets: AsyncIterable<TableSheet>, signal: AbortSignal): Promise<void> {
    const nextName = sheetNames();
    const names: string[] = [];
    for await (const sheet of splitLongSheets(sheets)) {
      names.push(nextName(sheet.name));
      const xml = Readable.from(sheetXml(sheet, readClock, names.length === 1), { objectMode: false, signal });
      zip.addReadStream(xml, `xl/worksheets/sheet${names.length}.xml`, { compressionLevel });
      await finished(xml);
    }
    const parts = {
      'xl/workbook.xml': workbook(names),
      'xl/_rels/workbook.xml.rels': workbookRelations(names.length),
      'xl/styles.xml': styles,
      '_rels/.rels': packageRelations,
      '[Content_Types].xml': contentTypes(names.length),
    };
    for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), path);
    zip.end();
  }
}
