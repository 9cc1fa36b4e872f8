import type { JSONWebKeySet } from 'jose';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/documents.ts';
import type { Logger } from '../ports/logger.ts';
import type { EmbeddedBroker } from '../ports/messages.ts';
import { runShutdownHooks } from '../runtime/shutdown.ts';
import { startDeliveries } from './deliver.ts';
import type { Doors } from './doors.ts';
import type { LoadedFunction, LoadedFunctions } from './load-functions.ts';
import { type Schedule, startSchedules } from './schedules.ts';
import { serveFunctions } from './serve.ts';

export interface HostOptions {
  readonly loaded: LoadedFunctions;
  /** False: no schedule fires, only what is published is done. */
  readonly schedules?: boolean;
  /** Schedules that no deploy.json names, each of a function: those of functions that are not loaded do not fire. */
  readonly moreSchedules?: readonly (Schedule & { readonly function: string })[];
  readonly broker: EmbeddedBroker;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  /** 0 for any free one. */
  readonly port: number;
  /** The IANA zone of the schedules. */
  readonly zone: string;
  readonly logger: Logger;
  /** The embedded issuer's, shown at `/auth/jwks.json`. */
  readonly publicKeys?: () => Promise<JSONWebKeySet>;
  /** Short addresses that lead to long ones. */
  readonly doors?: Doors;
  /** How long `close` waits for deliveries and requests under way; 10 s unless said. */
  readonly graceMs?: number;
}

export interface Host {
  readonly url: string;
  readonly functions: readonly LoadedFunction[];
  /**
   * Stops taking messages and requests, waits for those under way at most `graceMs`, then closes what registered with
   * `onShutdown`. A delivery that was cut is delivered again at the next start.
   */
  close(): Promise<void>;
}

/**
 * The cloud in one process: the functions served, subscribed and scheduled.
 * @throws ConfigurationError when the port is taken; then nothing has been started.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { broker, documents, clock, port, zone, logger, graceMs = 10_000 } = options;
  const { functions } = options.loaded;
  const http = await serveFunctions({
    functions,
    port,
    logger,
    ...(options.publicKeys === undefined ? {} : { publicKeys: options.publicKeys }),
    ...(options.doors === undefined ? {} : { doors: options.doors }),
  });
  const deliveries = await startDeliveries(options.loaded, broker, logger).catch(async (error: unknown) => {
    await http.close(0);
    throw error;
  });
  const scheduled = options.schedules === false ? [] : functions;
  const schedules = scheduled.flatMap(({ name, deploy }) =>
    [...deploy.schedules, ...(options.moreSchedules ?? []).filter((schedule) => schedule.function === name)].map(
      (schedule) => ({ ...schedule, name: `${name}.${schedule.name}` }),
    ),
  );
  const ticking = startSchedules({ schedules, zone, clock, documents, publisher: broker, logger });
  logger.info('host started', { url: http.url, functions: functions.length });

  let closing: Promise<void> | undefined;
  const closeOnce = async (): Promise<void> => {
    await ticking.stop();
    const stopped = await Promise.all([within(deliveries.stop(), graceMs), http.close(graceMs)]);
    if (!stopped[0]) logger.warn('deliveries were still under way: they come again at the next start', { graceMs });
    await runShutdownHooks();
  };
  const close = (): Promise<void> => {
    closing ??= closeOnce();
    return closing;
  };
  return { url: http.url, functions, close };
}

/** Waits at most so long; true when the work ended in time. */
async function within(work: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    clearTimeout(timer);
  }
}
