import type { CheckedRow } from './row-reader.ts';

/** Tells whether the row's key was there already, and remembers it. */
export interface KeySet {
  add(row: CheckedRow): boolean;
}

/**
 * The keys of a table's rows. One or two whole numbers of 32 bits, which most keys are, take about 12 or 24 bytes each, so
 * that millions of visits are known in flat memory; any other key is a text.
 */
export function createKeySet(key: readonly string[]): KeySet {
  const [first = '', second] = key;
  const texts = new Set<string>();
  const pairs = createPairs(second !== undefined);
  const canBePair = key.length <= 2;
  return {
    add(row) {
      const a = row[first];
      const b = second === undefined ? 0 : row[second];
      if (canBePair && isInt32(a) && isInt32(b)) return pairs.add(a, b);
      const text = JSON.stringify(key.map((name) => row[name]));
      if (texts.has(text)) return false;
      texts.add(text);
      return true;
    },
  };
}

function isInt32(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

/** Open addressing: pairs side by side in one array, and a bit for each place that is taken. */
function createPairs(hasSecond: boolean) {
  const width = hasSecond ? 2 : 1;
  let mask = (1 << 12) - 1;
  let values = new Int32Array((mask + 1) * width);
  let taken = new Uint8Array(mask + 1);
  let size = 0;

  function place(a: number, b: number): number {
    let at = hash(a, b) & mask;
    while (taken[at] === 1 && !(values[at * width] === a && (width === 1 || values[at * width + 1] === b))) {
      at = (at + 1) & mask;
    }
    return at;
  }

  function put(at: number, a: number, b: number): void {
    taken[at] = 1;
    values[at * width] = a;
    if (width === 2) values[at * width + 1] = b;
  }

  function grow(): void {
    const [oldValues, oldTaken] = [values, taken];
    mask = mask * 2 + 1;
    values = new Int32Array((mask + 1) * width);
    taken = new Uint8Array(mask + 1);
    for (let at = 0; at < oldTaken.length; at += 1) {
      if (oldTaken[at] !== 1) continue;
      const a = oldValues[at * width] ?? 0;
      const b = width === 2 ? (oldValues[at * width + 1] ?? 0) : 0;
      put(place(a, b), a, b);
    }
  }

  return {
    add(a: number, b: number): boolean {
      const at = place(a, b);
      if (taken[at] === 1) return false;
      put(at, a, b);
      size += 1;
      if (size > (mask + 1) * 0.7) grow();
      return true;
    },
  };
}

/** Spreads numbers that follow each other over all bits (the finaliser of MurmurHash3). */
function hash(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
