import { Cron } from 'croner';
import { messageOf } from '../runtime/describe-error.ts';

/**
 * The next instant, after the given one, at which the five-field cron fires in the zone.
 * A time that the spring change skips fires at the end of the gap; one that the autumn change repeats fires the first time.
 */
export function nextFire(cron: string, zone: string, after: Date): Date | undefined {
  return new Cron(cron, { timezone: zone, mode: '5-part', paused: true }).nextRun(after) ?? undefined;
}

/** The last instant at which the cron fires after `after` and not after `until`; undefined when it does not. */
export function lastFire(cron: string, zone: string, after: Date, until: Date): Date | undefined {
  const job = new Cron(cron, { timezone: zone, mode: '5-part', paused: true });
  let last: Date | undefined;
  for (let next = job.nextRun(after); next !== null && next <= until; next = job.nextRun(next)) last = next;
  return last;
}

/** What is wrong with the cron, or undefined. */
export function checkSchedule(cron: string): string | undefined {
  try {
    // Zone or not, it fires or never does; without one nothing of Node's 'Intl' is loaded, which takes 20 ms of a start.
    const job = new Cron(cron, { utcOffset: 0, mode: '5-part', paused: true });
    return job.nextRun() === null ? 'ne se déclenche jamais' : undefined;
  } catch (error) {
    return `cinq champs sont attendus (${messageOf(error)})`;
  }
}
