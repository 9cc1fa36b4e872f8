import * as z from 'zod';
import type { Clock } from '../ports/clock.ts';
import { type DocumentData, type DocumentStore, typedCollection } from '../ports/documents.ts';
import type { Logger } from '../ports/logger.ts';
import type { Publisher } from '../ports/messages.ts';
import { lastFire, nextFire } from './cron.ts';

export interface Schedule {
  readonly name: string;
  readonly cron: string;
  readonly topic: string;
  readonly message: DocumentData;
}

export interface ScheduleOptions {
  readonly schedules: readonly Schedule[];
  readonly zone: string;
  readonly clock: Clock;
  readonly documents: DocumentStore;
  readonly publisher: Publisher;
  readonly logger: Logger;
}

const rememberedSchema = z.object({
  cron: z.string(),
  /** Everything due up to this instant has been published. */
  upTo: z.iso.datetime(),
});
/** A tick that nobody was there to publish is published on return, unless it is older than this. */
const maxLateMs = 3600 * 1000;
/** To look takes some 30 ms, and no schedule is that exact: whoever starts a host has its first answer before. */
const firstLookMs = 200;
/** Timers drift, and a machine sleeps: look at the clock at least this often. */
const maxSleepMs = 30_000;

/**
 * Publishes what is due now, and returns when to look again. Several missed ticks of one schedule make one message.
 * A new or changed schedule starts from now. The tick is remembered after its publish: a process that dies between
 * the two publishes it again, with the same `scheduledAt` attribute.
 */
export async function publishDue(options: ScheduleOptions): Promise<Date> {
  const { schedules, zone, clock, documents, publisher, logger } = options;
  const now = clock.now();
  const remembered = typedCollection(documents, 'schedules', rememberedSchema);
  for (const { name, cron, topic, message } of schedules) {
    const before = await remembered.get(name);
    const known = before !== undefined && before.cron === cron;
    const from = known ? Math.max(Date.parse(before.upTo), now.getTime() - maxLateMs) : now.getTime();
    const due = lastFire(cron, zone, new Date(from), now);
    if (known && due === undefined) continue;
    if (due !== undefined) {
      const messageId = await publisher.publish(topic, message, { schedule: name, scheduledAt: due.toISOString() });
      logger.info('schedule fired', { schedule: name, topic, messageId, scheduledAt: due.toISOString() });
    }
    await remembered.set(name, { cron, upTo: (due ?? now).toISOString() });
  }
  const soonest = Math.min(
    ...schedules.map(({ cron }) => nextFire(cron, zone, now)?.getTime() ?? Number.POSITIVE_INFINITY),
    now.getTime() + maxSleepMs,
  );
  return new Date(soonest);
}

/** Publishes the schedules' messages when they are due, from now on. `stop` resolves once nothing is being published. */
export function startSchedules(options: ScheduleOptions): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let round = Promise.resolve();

  const look = async (): Promise<void> => {
    const again = await publishDue(options).catch((error: unknown) => {
      options.logger.error('schedules could not be published, next try in 5 s', {}, error);
      return new Date(options.clock.now().getTime() + 5_000);
    });
    if (!stopped) wait(Math.max(again.getTime() - options.clock.now().getTime(), 10));
  };
  const wait = (delayMs: number): void => {
    timer = setTimeout(() => {
      round = look();
    }, delayMs);
  };
  if (options.schedules.length > 0) wait(firstLookMs);
  return {
    async stop() {
      stopped = true;
      await round;
      clearTimeout(timer);
    },
  };
}
