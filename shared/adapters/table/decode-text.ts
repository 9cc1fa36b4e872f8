export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** In French, for people. */
  readonly warnings: readonly string[];
}

/**
 * Bytes of an export to text without its BOM. `auto`: the BOM's encoding, else UTF-8 when the bytes are valid UTF-8, else
 * windows-1252. @throws TableError when letters were lost (invalid UTF-8 where UTF-8 was said, U+FFFD, NUL).
 */
export function decodeText(_bytes: Uint8Array, _encoding: Encoding | 'auto'): DecodedText {
  throw new Error('not written yet');
}
