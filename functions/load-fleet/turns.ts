/** Runs works that share a key one after the other, in the order asked; others at once. */
export function createTurns(): (keys: readonly string[], work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (keys, work) => {
    const before = keys.map((key) => last.get(key));
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    for (const key of keys) last.set(key, ended);
    try {
      await Promise.all(before);
      await work();
    } finally {
      end();
      for (const key of keys) if (last.get(key) === ended) last.delete(key);
    }
  };
}
