/** Decides, at each point where several things may happen next, which one does. */
export interface Chooser {
  /** A number below `options`. */
  readonly choose: (options: number) => number;
}

/**
 * Runs once for every sequence of choices there is (stateless model checking): each run replays a prefix of choices, then
 * takes the first option everywhere; the next run differs in the last choice that has another option left.
 * @returns how many runs it took.
 */
export async function everySchedule(run: (chooser: Chooser) => Promise<void>): Promise<number> {
  let prefix: number[] = [];
  for (let runs = 1; ; runs++) {
    const taken: { choice: number; options: number }[] = [];
    await run({
      choose(options) {
        const choice = prefix[taken.length] ?? 0;
        taken.push({ choice, options });
        return choice;
      },
    });
    const last = taken.findLastIndex(({ choice, options }) => choice + 1 < options);
    if (last === -1) return runs;
    prefix = [...taken.slice(0, last).map(({ choice }) => choice), (taken[last]?.choice ?? 0) + 1];
  }
}

/** Lets tasks pass one gate at a time, in the order that the chooser decides. */
export function createGates({ choose }: Chooser) {
  const waiting = new Map<number, () => void>();
  return {
    /** Waits until the chooser lets this task go on. */
    pass: (task: number) => new Promise<void>((resolve) => waiting.set(task, resolve)),
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
        const next = [...waiting].sort(([a], [b]) => a - b)[choose(waiting.size)];
        if (next === undefined) throw new Error('no task waits');
        waiting.delete(next[0]);
        next[1]();
      }
    },
  };
}
