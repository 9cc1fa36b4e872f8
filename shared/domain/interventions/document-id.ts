// The one file of the domain with a node built-in: a hash is a pure function, and one of our own would be a worse one.
import { createHash } from 'node:crypto';

const maxBytes = 200;
const escapes = /%u[0-9A-F]{4}|(?:%[0-9A-F]{2})+/g;

/**
 * A reference as a document id and as one part of an object's name: two references have the same id only when they are the
 * same text (Unicode NFC). Readable (`CRI-741180/2` is `CRI-741180%2F2`), at most 200 bytes of ASCII, without `/`, never `.`,
 * `..`, `__x__` nor empty. A longer one keeps its beginning and ends in `~` and its sha256.
 */
export function documentId(reference: string): string {
  const text = reference.normalize('NFC');
  const id = text === '' ? '%' : text.replace(/[^A-Za-z0-9_.-]/gsu, encodeCharacter).replace(/^[_.]|\.$/g, encodeAscii);
  if (id.length <= maxBytes) return id;
  const hash = createHash('sha256').update(id).digest('hex');
  return `${id.slice(0, maxBytes - hash.length - 1).replace(/%[^%]{0,4}$/, '')}~${hash}`;
}

/** The reference that an id stands for (in NFC); undefined when it was too long to be kept in it, or is no such id. */
export function referenceOf(id: string): string | undefined {
  if (id === '%') return '';
  const reference = id.replace(escapes, (code) =>
    code.startsWith('%u') ? String.fromCharCode(Number.parseInt(code.slice(2), 16)) : decodeBytes(code),
  );
  return documentId(reference) === id ? reference : undefined;
}

function encodeCharacter(character: string): string {
  // A lone surrogate has no UTF-8.
  if (!character.isWellFormed()) return `%u${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return Array.from(new TextEncoder().encode(character), encodeByte).join('');
}

function encodeAscii(character: string): string {
  return encodeByte(character.charCodeAt(0));
}

function encodeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function decodeBytes(code: string): string {
  return new TextDecoder().decode(Uint8Array.from(code.slice(1).split('%'), (hex) => Number.parseInt(hex, 16)));
}
