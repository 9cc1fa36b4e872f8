import type { ConfigurationError } from '../runtime/read-env.ts';
import type { Deploy } from './deploy.ts';

/** A function that this configuration leaves out, and the faults why: its own, or those of functions that go on with its work. */
export interface LeftOutFunction {
  readonly name: string;
  readonly deploy: Deploy;
  readonly faults: readonly ConfigurationError[];
}

type Declared = Pick<LeftOutFunction, 'name' | 'deploy'>;

/**
 * Of the functions, those that do not start themselves (`unfit`), and those that publish what only such ones hear: their work
 * would go on nowhere. Who serves people stays: what they ask for waits.
 */
export function leftOutOf(functions: readonly Declared[], unfit: readonly LeftOutFunction[]): LeftOutFunction[] {
  const faults = new Map(unfit.map((one) => [one.name, new Set(one.faults)]));
  const hearersOf = (topic: string) =>
    functions.filter(({ deploy: { trigger } }) => trigger.kind === 'messages' && trigger.topics.includes(topic));
  const faultsBehind = ({ publishes }: Deploy) =>
    publishes.flatMap((topic) => {
      const hearers = hearersOf(topic).map(({ name }) => faults.get(name));
      return hearers.every((found) => found !== undefined) ? hearers.flatMap((found) => [...found]) : [];
    });
  for (let before = -1; before !== countOf(faults); ) {
    before = countOf(faults);
    for (const { name, deploy } of functions) {
      if (deploy.trigger.kind === 'http') continue;
      const behind = faultsBehind(deploy);
      if (behind.length > 0) faults.set(name, new Set([...(faults.get(name) ?? []), ...behind]));
    }
  }
  return functions.flatMap(({ name, deploy }) => {
    const found = faults.get(name);
    return found === undefined ? [] : [{ name, deploy, faults: [...found] }];
  });
}

function countOf(faults: ReadonlyMap<string, ReadonlySet<unknown>>): number {
  return [...faults.values()].reduce((sum, { size }) => sum + size, 0);
}

/** The variables whose absence leaves the function out. */
export function missingFor({ faults }: LeftOutFunction): readonly string[] {
  return [...new Set(faults.flatMap(({ missing }) => missing ?? []))];
}
