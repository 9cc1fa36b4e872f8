/** A list of numbers that takes no more memory than a typed array: millions of rows pass through it. */
export class Growing<T extends Uint8Array | Uint32Array | Int32Array | Float64Array> {
  #values: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(1024);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  /** The numbers so far, without a copy. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }
}
