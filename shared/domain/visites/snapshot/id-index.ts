const empty = -1;

/**
 * Ids numbered from 0 in the order they first come. A `Map` of millions of numbers takes five times the memory, and twice
 * the time.
 */
export class IdIndex {
  #ids = new Float64Array(1024);
  #slots = new Int32Array(2048).fill(empty);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The id's number, a new one when it has none yet. */
  add(id: number): number {
    const slot = this.#slotOf(id);
    const found = this.#slots[slot] ?? empty;
    if (found !== empty) return found;
    if (this.#size === this.#ids.length) {
      this.#grow();
      return this.add(id);
    }
    this.#ids[this.#size] = id;
    this.#slots[slot] = this.#size;
    return this.#size++;
  }

  /** The id's number, or -1. */
  find(id: number): number {
    return this.#slots[this.#slotOf(id)] ?? empty;
  }

  /** The ids, by their numbers. */
  ids(): Float64Array {
    return this.#ids.slice(0, this.#size);
  }

  #slotOf(id: number): number {
    const mask = this.#slots.length - 1;
    // Ids mostly follow one another: the multiplication spreads them, and their upper half counts too.
    let slot = (Math.imul(id % 0x1_0000_0000, 0x9e37_79b1) ^ Math.imul(id / 0x1_0000_0000, 0x85eb_ca6b)) >>> 0;
    for (slot &= mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? empty;
      if (found === empty || this.#ids[found] === id) return slot;
    }
  }

  #grow(): void {
    const ids = new Float64Array(this.#ids.length * 2);
    ids.set(this.#ids);
    this.#ids = ids;
    this.#slots = new Int32Array(ids.length * 2).fill(empty);
    for (let number = 0; number < this.#size; number++) this.#slots[this.#slotOf(ids[number] ?? 0)] = number;
  }
}
