/** Hands what one side tells to another side that listens, in order. */
export interface Queue<Item> {
  push(item: Item): void;
  end(): void;
  /** Every item, until the end. One listener only. */
  items(): AsyncGenerator<Item, void>;
}

/** An empty queue. */
export function createQueue<Item>(): Queue<Item> {
  const waiting: Item[] = [];
  let ended = false;
  let wake = Promise.withResolvers<void>();
  const rouse = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    push(item) {
      waiting.push(item);
      rouse();
    },
    end() {
      ended = true;
      rouse();
    },
    async *items() {
      for (;;) {
        const changed = wake.promise;
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        if (ended) return;
        await changed;
      }
    },
  };
}
