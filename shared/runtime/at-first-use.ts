/** What `open` gives, opened by the first call and kept; a failed opening is tried again by the next call. */
export function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

/**
 * The function that `load` gives, loaded by its first call. So a function registers without its own code: a host with many
 * functions, or an instance in the cloud, starts as soon as with none, and loads what it comes to use.
 */
export function atFirstUse<Arguments extends unknown[], Result>(
  load: () => Promise<(...given: Arguments) => Promise<Result>>,
): (...given: Arguments) => Promise<Result> {
  const loaded = once(load);
  return async (...given) => (await loaded())(...given);
}
