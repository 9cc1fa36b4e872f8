import bindings from '@duckdb/node-bindings';
import { TextColumn } from '../../ports/column-of-values.ts';

/** DuckDB keeps a text of up to so many bytes in its vector, the bytes of a longer one elsewhere. */
const longestInline = 12;
/** A text in a vector: its length, then its bytes; or four of them and the address of all. */
const itemBytes = 16;

/**
 * The texts of a vector's items, as bytes of their own. To ask DuckDB for each long text costs more than to write it: those
 * that lie side by side in its memory, as in a result's chunk nearly all do, are asked for as one.
 */
export function readTexts(data: Uint8Array, isNull: (row: number) => boolean, rows: number): TextColumn {
  const words = new Uint32Array(data.buffer, data.byteOffset, rows * 4);
  const starts = new Int32Array(rows).fill(-1);
  const ends = new Int32Array(rows);
  const runs: Run[] = [];
  let size = data.byteLength;
  let next = -1;

  for (let row = 0; row < rows; row++) {
    if (isNull(row)) continue;
    const length = words[row * 4] ?? 0;
    if (length <= longestInline) {
      starts[row] = row * itemBytes + 4;
      ends[row] = row * itemBytes + 4 + length;
      continue;
    }
    const address = (words[row * 4 + 2] ?? 0) + (words[row * 4 + 3] ?? 0) * 2 ** 32;
    if (address !== next) runs.push({ row, start: size });
    starts[row] = size;
    size += length;
    ends[row] = size;
    next = address + length;
  }

  const bytes = Buffer.allocUnsafeSlow(size);
  bytes.set(data);
  for (const [index, { row, start }] of runs.entries())
    bytes.set(bytesAt(data, row, (runs[index + 1]?.start ?? size) - start), start);
  return new TextColumn(bytes, starts, ends);
}

/** Texts that follow one another in memory: the first one's row, and where they begin in the column's bytes. */
interface Run {
  readonly row: number;
  readonly start: number;
}

/** So many bytes from the address of the row's text on. */
function bytesAt({ buffer, byteOffset }: Uint8Array, row: number, size: number): Uint8Array {
  if (!(buffer instanceof ArrayBuffer)) throw new TypeError('DuckDB gave shared memory');
  return bindings.get_data_from_pointer(buffer, byteOffset + row * itemBytes + 8, size);
}
