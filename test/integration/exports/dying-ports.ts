/** The process is gone: nothing after it is done, not even what a `catch` or a `finally` would do. */
export class Killed extends Error {
  override name = 'Killed';
}

export interface Death {
  /** Which call of a port it dies at, from 1. */
  readonly at: number;
  /** Before the call has done anything, once it has done all and nobody has heard of it, or elsewhere: the caller's affair. */
  readonly when: 'before' | 'after' | 'during';
}

/** Ports of a process that dies at one of their calls: from then on every call of any of them fails. */
export function dyingPorts(death: Death | undefined) {
  let calls = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };

  async function live<T>(call: () => Promise<T>): Promise<T> {
    if (isDead) die();
    calls += 1;
    const isLast = calls === death?.at;
    if (isLast && death?.when === 'before') die();
    const result = await call();
    if (isDead || isLast) die();
    return result;
  }

  return {
    calls: () => calls,
    /** The port, whose calls that give promises may be the last; streams pass until the process is dead. */
    wrap<P extends object>(port: P): P {
      return new Proxy(port, {
        get(target, name) {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]): unknown => {
            const call = () => Reflect.apply(method, target, args);
            return streams.includes(String(name)) ? call() : live(async () => call());
          };
        },
      });
    },
  };
}

const streams = ['read', 'list', 'stream'];
