type Hook = () => Promise<void> | void;

const hooks = new Set<Hook>();

/** Registers what must be closed before the process ends (a browser, a database). Returns the way to take it back. */
export function onShutdown(close: Hook): () => void {
  hooks.add(close);
  return () => hooks.delete(close);
}

/**
 * Runs the registered hooks once, the last registered first, all of them even when one fails.
 * @throws AggregateError of what failed.
 */
export async function runShutdownHooks(): Promise<void> {
  const failures: unknown[] = [];
  for (const hook of [...hooks].reverse()) {
    hooks.delete(hook);
    try {
      await hook();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some things could not be closed');
}
