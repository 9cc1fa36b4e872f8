import { createHash } from 'node:crypto';
import * as z from 'zod';

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
export type Columns = Readonly<Record<string, Column>>;

const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array } as const;
type Kind = keyof typeof kinds;
const kindNames = ['u8', 'u16', 'u32', 'i32', 'f64'] as const satisfies readonly Kind[];

const magic = 'TERRAIN1';
const align = 8;
const prologBytes = 16;
const hashBytes = 32;

const headerSchema = z.object({
  columns: z.array(z.object({ name: z.string(), kind: z.enum(kindNames), length: z.int().nonnegative() })),
  facts: z.json(),
});

/** The file is not one of ours, is cut, or was changed. */
export class DamagedFileError extends Error {
  override name = 'DamagedFileError';
}

/**
 * Columns of numbers and some facts as one file, in pieces to be written one after the other: the magic word, the length of
 * the header, the header as JSON, then each column's little-endian numbers at a multiple of 8 bytes, so that reading is
 * looking: no number is copied or converted. The SHA-256 of all that comes last.
 */
export function encodeColumns(columns: Columns, facts: z.core.util.JSONType): readonly Uint8Array[] {
  const entries = Object.entries(columns);
  const described = entries.map(([name, column]) => ({ name, kind: kindOf(column), length: column.length }));
  const header = new TextEncoder().encode(JSON.stringify({ columns: described, facts }));
  const prolog = new Uint8Array(prologBytes);
  prolog.set(new TextEncoder().encode(magic));
  new DataView(prolog.buffer).setUint32(magic.length, header.length, true);
  const pieces = [prolog, ...padded(header), ...entries.flatMap(([, column]) => padded(bytesOf(column)))];
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return [...pieces, new Uint8Array(hash.digest())];
}

/** @throws DamagedFileError when a byte is missing or another one. */
export function decodeColumns(file: Uint8Array<ArrayBuffer>): { readonly columns: Columns; readonly facts: unknown } {
  if (file.byteOffset % align !== 0) throw new RangeError('the file must begin at a multiple of 8 bytes');
  const end = file.length - hashBytes;
  const hash = createHash('sha256')
    .update(file.subarray(0, Math.max(end, 0)))
    .digest();
  if (end < prologBytes || !hash.equals(file.subarray(end)))
    throw new DamagedFileError('its bytes are not those written');
  if (new TextDecoder().decode(file.subarray(0, magic.length)) !== magic) {
    throw new DamagedFileError('it does not begin as a file of columns does');
  }
  const headerBytes = new DataView(file.buffer, file.byteOffset).getUint32(magic.length, true);
  const header = readHeader(file.subarray(prologBytes, prologBytes + headerBytes));
  let offset = prologBytes + roundUp(headerBytes);
  const columns: Record<string, Column> = {};
  for (const { name, kind, length } of header.columns) {
    const bytes = length * kinds[kind].BYTES_PER_ELEMENT;
    if (offset + bytes > end) throw new DamagedFileError(`it ends before its column ${name} does`);
    columns[name] = new kinds[kind](file.buffer, file.byteOffset + offset, length);
    offset += roundUp(bytes);
  }
  return { columns, facts: header.facts };
}

function readHeader(bytes: Uint8Array): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new DamagedFileError('its header cannot be read', { cause });
  }
}

function kindOf(column: Column): Kind {
  const found = kindNames.find((name) => column instanceof kinds[name]);
  if (found === undefined) throw new TypeError('no column of numbers');
  return found;
}

function bytesOf({ buffer, byteOffset, byteLength }: Column): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function padded(bytes: Uint8Array): readonly Uint8Array[] {
  const rest = roundUp(bytes.length) - bytes.length;
  return rest === 0 ? [bytes] : [bytes, new Uint8Array(rest)];
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / align) * align;
}
