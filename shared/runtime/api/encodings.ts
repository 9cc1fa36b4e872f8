import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

type Bytes = Uint8Array<ArrayBuffer>;

const encoders: Readonly<Record<'br' | 'gzip', (bytes: Bytes, quality: number) => Promise<Bytes>>> = {
  br: (bytes, quality) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  gzip: (bytes, quality) => promisify(gzip)(bytes, { level: quality }),
};
export type Encoding = keyof typeof encoders;

/** The best encoding that a request's Accept-Encoding takes; undefined: as it is. */
export function acceptedEncoding(header: string | null | undefined): Encoding | undefined {
  const accepted = (header ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.replace(/;.*$/, '').trim());
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding));
}

/** The bytes in each encoding, made at the first request for it and kept. @param quality 1, soon done, to 9, small. */
export function encodeOnce(bytes: Bytes, quality = 9): (encoding: Encoding) => Promise<Bytes> {
  const made = new Map<Encoding, Promise<Bytes>>();
  return (encoding) => {
    const known = made.get(encoding) ?? encoders[encoding](bytes, quality);
    made.set(encoding, known);
    return known;
  };
}
