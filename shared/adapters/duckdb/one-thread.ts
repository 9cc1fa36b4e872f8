import type { ConnectionPool } from './connection-pool.ts';

/** Loads come in rows, and a change of threads gives all free memory back to the system. */
const laterMs = 1_000;

/**
 * Runs works while DuckDB has no threads but its callers', and for a second after the last. A statement too small to be shared
 * is done by one of two threads, and the other one, its caller, asks for work without a pause until then: a core of the
 * machine for nothing. Works at once are each done by their own caller.
 */
export function createOneThread({ use }: ConnectionPool) {
  let underWay = 0;
  let isOne: Promise<unknown> | undefined;
  let later: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function setThreads(sql: string): Promise<void> {
    await use(async (connection) => void (await connection.run(sql)));
  }

  function giveBack(): void {
    isOne = undefined;
    // Who works next waits for its own change; what this one says then, nobody needs.
    setThreads('RESET threads').catch(() => undefined);
  }

  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      underWay += 1;
      clearTimeout(later);
      try {
        isOne ??= setThreads('SET threads = 1');
        await isOne;
        return await work();
      } finally {
        underWay -= 1;
        if (underWay === 0 && !isClosed) later = setTimeout(giveBack, laterMs).unref();
      }
    },
    /** What is closed is not opened again for this. */
    close(): void {
      isClosed = true;
      clearTimeout(later);
    },
  };
}
