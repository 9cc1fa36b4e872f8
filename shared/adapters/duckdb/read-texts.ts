import bindings from '@duckdb/node-bindings';
import { TextColumn } from '../../ports/column-of-values.ts';

/** DuckDB keeps a text of up to so many bytes in its vector, the bytes of a longer one elsewhere. */
const longestInline = 12;
/** A text in a vector: its length, then its bytes; or four of them and the address of all. */
const itemBytes = 16;

/**
 * Reads the texts of a column's vectors, as bytes of their own. To ask DuckDB for each long text costs more than to write
 * it: those that lie side by side in its memory, as in a result's chunk nearly all do, are asked for as one. Each vector
 * takes the place of the one before: fresh memory for all of them would cost more than they do, in collections of garbage.
 */
export function createTextReader(): (data: Uint8Array, isNull: (row: number) => boolean, rows: number) => TextColumn {
  let [starts, ends] = [new Int32Array(0), new Int32Array(0)];
  let bytes = Buffer.alloc(0);

  return (data, isNull, rows) => {
    const words = new Uint32Array(data.buffer, data.byteOffset, rows * 4);
    if (starts.length < rows) [starts, ends] = [new Int32Array(rows), new Int32Array(rows)];
    const runs: Run[] = [];
    let size = data.byteLength;
    let next = -1;
    for (let row = 0; row < rows; row++) {
      if (isNull(row)) {
        starts[row] = -1;
        continue;
      }
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

    if (bytes.byteLength < size) bytes = Buffer.allocUnsafeSlow(Math.ceil(size * 1.25));
    bytes.set(data);
    for (const [index, { row, start }] of runs.entries())
      bytes.set(bytesAt(data, row, (runs[index + 1]?.start ?? size) - start), start);
    return new TextColumn(bytes, starts.subarray(0, rows), ends.subarray(0, rows));
  };
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
