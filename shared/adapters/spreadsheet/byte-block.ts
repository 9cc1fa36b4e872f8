/** Enough for few system calls, little enough to stay in the processor's cache. */
const blockBytes = 256 * 1024;
/** UTF-8 takes three bytes at most for each unit of a JavaScript text. */
const bytesOfUnit = 3;

/** Which characters below U+0080 a plain text must not have: `1` at their codes, `2` where it must not have an `x` behind it. */
export type Reserved = Uint8Array;

/** @param characters below U+0080. @param beforeX those that an `x` must not follow. */
export function reserve(characters: Iterable<number>, beforeX: Iterable<number> = []): Reserved {
  const reserved = new Uint8Array(0x80);
  for (const code of beforeX) reserved[code] = 2;
  for (const code of characters) reserved[code] = 1;
  return reserved;
}

const nothing = reserve([]);
const letterX = 0x78;
const greatestQuick = 0x3fffffff;
const quickDigits = 10;

/**
 * The bytes of a file on their way: millions of short texts, one after the other. To join them as texts first, and to turn
 * those into bytes then, costs more than all else that a file takes.
 */
export class ByteBlock {
  #bytes = Buffer.allocUnsafeSlow(blockBytes);
  #end = 0;

  /** Whether it is time to take the bytes. */
  get isFull(): boolean {
    return this.#end >= blockBytes / 2;
  }

  /** What was put since the last time. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafeSlow(blockBytes);
    this.#end = 0;
    return taken;
  }

  /** How many bytes were put since the last time. */
  get length(): number {
    return this.#end;
  }

  /** The bytes that were put, with others behind them, until more are. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Forgets what was put, whose room is used again. */
  clear(): void {
    this.#end = 0;
  }

  /** Puts a character below U+0080. */
  putByte(code: number): void {
    if (this.#end === this.#bytes.byteLength) this.#grow(1);
    this.#bytes[this.#end++] = code;
  }

  /** Puts the digits of a whole number, as `String` writes them. */
  putInteger(value: number): void {
    if (value < 10 || value > greatestQuick) {
      this.put(String(value));
      return;
    }
    this.#makeRoom(quickDigits);
    for (let power = 10; power <= value; power *= 10) this.#end += 1;
    this.#end += 1;
    // Whole numbers of 31 bits, which the processor divides at once.
    let rest = value | 0;
    for (let at = this.#end; rest > 0; ) {
      const tenth = (rest / 10) | 0;
      this.#bytes[--at] = 0x30 + rest - tenth * 10;
      rest = tenth;
    }
  }

  /** Puts the text, whatever is in it. What is no character becomes U+FFFD. */
  put(text: string): void {
    if (this.putPlain(text, nothing)) return;
    this.#makeRoom(text.length * bytesOfUnit);
    this.#end += this.#bytes.write(text, this.#end);
  }

  /** Puts the text unless it has a reserved character, a control beyond U+007F or one of four bytes: then nothing is put. @returns whether it was put. */
  putPlain(text: string, reserved: Reserved): boolean {
    this.#makeRoom(text.length * bytesOfUnit);
    const bytes = this.#bytes;
    let at = this.#end;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 0x80) {
        if (reserved[code] !== 0 && (reserved[code] === 1 || text.charCodeAt(index + 1) === letterX)) return false;
        bytes[at++] = code;
      } else if (code < 0xa0) return false;
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800 || (code >= 0xe000 && code < 0xfffe)) {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else return false;
    }
    this.#end = at;
    return true;
  }

  /** The same for a text that is UTF-8 already; it may have characters of four bytes. */
  putPlainBytes(from: Uint8Array, start: number, end: number, reserved: Reserved): boolean {
    this.#makeRoom(end - start);
    const bytes = this.#bytes;
    let at = this.#end;
    for (let index = start; index < end; index++) {
      const byte = from[index] ?? 0;
      const isReserved =
        byte < 0x80
          ? reserved[byte] !== 0 && (reserved[byte] === 1 || from[index + 1] === letterX)
          : (byte === 0xc2 || byte === 0xef) && isOdd(byte, from, index);
      if (isReserved) return false;
      bytes[at++] = byte;
    }
    this.#end = at;
    return true;
  }

  /** Puts these bytes. */
  putBytes(from: Uint8Array): void {
    this.#makeRoom(from.byteLength);
    this.#bytes.set(from, this.#end);
    this.#end += from.byteLength;
  }

  #makeRoom(room: number): void {
    if (this.#end + room > this.#bytes.byteLength) this.#grow(room);
  }

  #grow(room: number): void {
    const larger = Buffer.allocUnsafeSlow(2 * (this.#end + room));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

/** Whether U+0080 to U+009F, or U+FFFE and U+FFFF, begin there. */
function isOdd(byte: number, from: Uint8Array, index: number): boolean {
  const second = from[index + 1] ?? 0;
  return byte === 0xc2 ? second < 0xa0 : second === 0xbf && (from[index + 2] ?? 0) >= 0xbe;
}
