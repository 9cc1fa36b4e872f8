import { TextColumn } from '../../ports/column-of-values.ts';
import type { ByteBlock } from './byte-block.ts';

const needsQuotes = /[";\r\n]/;
const startsFormula = /^[=+\-@\t\r]/;
const [quote, apostrophe] = [0x22, 0x27];

/** What a spreadsheet would take for a formula is read as text behind a `'`; what RFC 4180 says to quote is quoted. */
export function textCell(text: string): string {
  const guarded = startsFormula.test(text) ? `'${text}` : text;
  return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** By a byte: `1` where a cell that has it is quoted, `2` where one that begins with it is guarded. */
const marks = new Uint8Array(0x100);
for (const character of '";\r\n') marks[character.charCodeAt(0)] = 1;
for (const character of '=+-@\t\r') marks[character.charCodeAt(0)] = (marks[character.charCodeAt(0)] ?? 0) | 2;

/** The same for a whole column: nearly all of its texts are cells as they are. @param block holds the column's bytes once one is not. */
export function quoteCells(texts: TextColumn, block: ByteBlock): TextColumn {
  const { bytes, starts, ends } = texts;
  let changed: TextColumn | undefined;
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row] ?? -1;
    const end = ends[row] ?? start;
    if (start < 0 || end === start) continue;
    let seen = 0;
    for (let index = start; index < end; index++) seen |= marks[bytes[index] ?? 0] ?? 0;
    if (seen === 0) continue;
    const isFormula = ((marks[bytes[start] ?? 0] ?? 0) & 2) !== 0;
    if (!isFormula && (seen & 1) === 0) continue;
    if (changed === undefined) {
      block.clear();
      block.putBytes(bytes);
      changed = new TextColumn(bytes, starts.slice(), ends.slice());
    }
    changed.starts[row] = block.length;
    putCell(block, bytes.subarray(start, end), isFormula, (seen & 1) !== 0);
    changed.ends[row] = block.length;
  }
  return changed === undefined ? texts : new TextColumn(block.bytes, changed.starts, changed.ends);
}

function putCell(block: ByteBlock, text: Uint8Array, isFormula: boolean, isQuoted: boolean): void {
  if (isQuoted) block.putByte(quote);
  if (isFormula) block.putByte(apostrophe);
  for (const byte of text) {
    if (byte === quote) block.putByte(quote);
    block.putByte(byte);
  }
  if (isQuoted) block.putByte(quote);
}
