/** Texts, or tuples of them, numbered from 0 in the order they first come. The first is that of what is missing. */
export class Dictionary<T> {
  readonly #numbers = new Map<string, number>();
  readonly #entries: T[] = [];
  readonly #keyOf: (entry: T) => string;

  constructor(missing: T, keyOf: (entry: T) => string) {
    this.#keyOf = keyOf;
    this.number(missing);
  }

  number(entry: T): number {
    const key = this.#keyOf(entry);
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    const next = this.#entries.push(entry) - 1;
    this.#numbers.set(key, next);
    return next;
  }

  get entries(): readonly T[] {
    return this.#entries;
  }
}

export type Text = string | null;
export type Pair = readonly [Text, Text];

export function textDictionary(): Dictionary<Text> {
  // No code begins with a NUL.
  return new Dictionary<Text>(null, (text) => text ?? '\0');
}

/** Pairs of codes, region and town for one. */
export function pairDictionary(): Dictionary<Pair> {
  return new Dictionary<Pair>([null, null], ([one, other]) => `${one ?? '\0'}\n${other ?? '\0'}`);
}
