import { createHash } from 'node:crypto';

/** Decides, at each point where several things may happen next, which one does. */
export interface Chooser {
  /** A number below `options`. */
  readonly choose: (options: number) => number;
  /** Whether this state was met before, on another way: what may come of it is looked at there. */
  readonly isKnown?: (state: string) => boolean;
}

/** The run has come to a state that is known. */
class KnownStateError extends Error {
  override name = 'KnownStateError';
}

/**
 * Runs once for every sequence of choices there is (model checking): each run replays a prefix of choices, then takes the
 * first option everywhere; the next run differs in the last choice that has another option left. A run ends where it comes
 * to a state that another has met, since from there on the two are the same.
 * @returns how many runs it took, and how many states were met.
 */
export async function everySchedule(
  run: (chooser: Chooser) => Promise<void>,
): Promise<{ runs: number; states: number }> {
  let prefix: number[] = [];
  const known = new Set<string>();
  for (let runs = 1; ; runs++) {
    const taken: { choice: number; options: number }[] = [];
    const chooser: Chooser = {
      choose(options) {
        const choice = prefix[taken.length] ?? 0;
        taken.push({ choice, options });
        return choice;
      },
      isKnown(state) {
        // What is replayed was met by the runs before, on this same way.
        if (taken.length < prefix.length) return false;
        const key = createHash('sha256').update(state).digest('base64');
        const isOld = known.has(key);
        known.add(key);
        return isOld;
      },
    };
    await run(chooser).catch((error: unknown) => {
      if (!(error instanceof KnownStateError)) throw error;
    });
    const last = taken.findLastIndex(({ choice, options }) => choice + 1 < options);
    if (last === -1) return { runs, states: known.size };
    prefix = [...taken.slice(0, last).map(({ choice }) => choice), (taken[last]?.choice ?? 0) + 1];
  }
}

/**
 * Lets tasks pass one gate at a time, in the order that the chooser decides.
 * @param stateOf all that the rest depends on besides where the tasks are.
 */
export function createGates({ choose, isKnown }: Chooser, stateOf: () => string) {
  const waiting = new Map<number, { readonly go: () => void; readonly position: () => string }>();
  return {
    /** Waits until the chooser lets this task go on. */
    pass: (task: number, position: () => string) =>
      new Promise<void>((go) => {
        waiting.set(task, { go, position });
      }),
    /** Runs the tasks to their ends, all of their steps in one order. */
    async runAll(tasks: readonly ((task: number) => Promise<void>)[]): Promise<void> {
      let left = tasks.length;
      for (const [task, work] of tasks.entries()) {
        void work(task).finally(() => {
          left--;
        });
      }
      while (left > 0) {
        // Between two gates a task only waits for promises that are kept already.
        for (let turns = 0; waiting.size < left; turns++) {
          if (turns > 1_000) throw new Error('a task waits for something else than its gate');
          await Promise.resolve();
        }
        if (left === 0) return;
        const sorted = [...waiting].sort(([a], [b]) => a - b);
        if (isKnown?.(JSON.stringify([stateOf(), ...sorted.map(([task, { position }]) => [task, position()])]))) {
          throw new KnownStateError();
        }
        const next = sorted[choose(sorted.length)];
        if (next === undefined) throw new Error('no task waits');
        waiting.delete(next[0]);
        next[1].go();
      }
    },
  };
}
