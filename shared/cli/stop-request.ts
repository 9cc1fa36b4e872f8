import { setTimeout as sleep } from 'node:timers/promises';
import { stopSignal } from '../host/signals.ts';

const statuses: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** What a person reads who asks to stop. */
export const stoppingMessage =
  'Arrêt en cours… Ce qui est entamé reprendra au prochain démarrage. (Ctrl+C encore : arrêt immédiat.)\n';

/** Aborts on Ctrl+C or SIGTERM, so that whoever works ends in order; a second one ends the process at once. */
export function listenForStop(): AbortSignal {
  const stop = new AbortController();
  void stopSignal().then((signal) => stop.abort(signal));
  return stop.signal;
}

/** The exit status of a process that was asked to stop. */
export function stopStatus({ reason }: AbortSignal): number {
  return statuses[String(reason)] ?? 1;
}

/** Waits that long, or until it is asked to stop. */
export async function pause(milliseconds: number | undefined, stop: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds ?? 2 ** 31 - 1, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}
