import { TableError } from './table-error.ts';

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
export function decodeText(bytes: Uint8Array, encoding: Encoding | 'auto'): DecodedText {
  const marked = encodingOfMark(bytes);
  const decoded = encoding === 'auto' && marked === undefined ? guess(bytes) : decode(bytes, pick(encoding, marked));
  if (decoded.text.includes('\ufffd')) {
    throw new TableError('la table contient des caractères perdus (U+FFFD) : l’export les a mal encodés');
  }
  if (decoded.text.includes('\0')) {
    throw new TableError('la table contient des octets nuls : est-elle en UTF-16 ? Dites-le dans « encoding »');
  }
  return decoded;
}

function encodingOfMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : undefined;
}

/** A BOM is surer than what was said, since no text begins with one by chance. */
function pick(said: Encoding | 'auto', marked: Encoding | undefined): Encoding {
  return marked ?? (said === 'auto' ? 'utf-8' : said);
}

function guess(bytes: Uint8Array): DecodedText {
  const text = decodeStrictly(bytes, 'utf-8');
  if (text !== undefined) return { text, encoding: 'utf-8', warnings: [] };
  const warnings = ['la table n’est pas en UTF-8 : elle est lue en windows-1252'];
  return { ...decode(bytes, 'windows-1252'), warnings };
}

function decode(bytes: Uint8Array, encoding: Encoding): DecodedText {
  const text = decodeStrictly(bytes, encoding);
  if (text === undefined) throw new TableError(`la table n’est pas en ${encoding} : des octets y sont impossibles`);
  return { text, encoding, warnings: [] };
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
