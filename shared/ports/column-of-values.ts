import { formatMicroseconds } from '../domain/warehouse/column-values.ts';
import type { JsonValue } from './documents.ts';

/** The values of a column: an array, or what stands for one because it is read as bytes or numbers. */
export interface ColumnOfValues {
  readonly length: number;
  /** Undefined beyond the end. */
  at(row: number): JsonValue | undefined;
  slice(from: number, to: number): ColumnOfValues;
}

/** A column of texts as the UTF-8 that they are in the warehouse: whoever writes a file needs nothing else of most. */
export class TextColumn implements ColumnOfValues {
  readonly bytes: Buffer;
  /** Where each text begins and ends in the bytes; below 0 where there is none. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;

  constructor(bytes: Buffer, starts: Int32Array, ends: Int32Array) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
  }

  get length(): number {
    return this.starts.length;
  }

  at(row: number): string | null | undefined {
    const start = this.starts[row];
    if (start === undefined) return undefined;
    return start < 0 ? null : this.bytes.toString('utf8', start, this.ends[row]);
  }

  slice(from: number, to: number): TextColumn {
    return new TextColumn(this.bytes, this.starts.subarray(from, to), this.ends.subarray(from, to));
  }
}

/** A column of instants as numbers, from which a clock is read sooner than from texts. */
export class InstantColumn implements ColumnOfValues {
  /** Since 1970, whole and exact; NaN where there is none. */
  readonly microseconds: Float64Array;

  constructor(microseconds: Float64Array) {
    this.microseconds = microseconds;
  }

  get length(): number {
    return this.microseconds.length;
  }

  at(row: number): string | null | undefined {
    const value = this.microseconds[row];
    if (value === undefined) return undefined;
    return Number.isNaN(value) ? null : formatMicroseconds(value);
  }

  slice(from: number, to: number): InstantColumn {
    return new InstantColumn(this.microseconds.subarray(from, to));
  }
}
