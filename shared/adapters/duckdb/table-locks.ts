/** Runs works of the same key one after the other, in the order asked. */
export function createLocks(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    last.set(key, ended);
    await before;
    try {
      return await work();
    } finally {
      end();
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
