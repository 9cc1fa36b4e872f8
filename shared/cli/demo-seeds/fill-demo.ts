import type { HostEnvironment, OpenHost } from '../embedded-host.ts';
import { pause } from '../stop-request.ts';
import type { Output } from '../terminal/live-lines.ts';
import { formatDuration } from '../terminal/table.ts';
import { seedDeliveries } from './deliveries.ts';
import { seedExports } from './exports.ts';
import { seedFleet } from './fleet.ts';
import { seedPastRuns } from './past-runs.ts';
import { seedReservations } from './reservations.ts';

const lookMilliseconds = 500;

/** What the demo has from its first moment: it costs a few writes. */
export async function seedAtOnce({ documents }: OpenHost, zone: string): Promise<void> {
  await seedReservations(documents, zone);
  await seedPastRuns(documents, zone);
}

/**
 * Has the functions fill the rest while the host serves: the fleet, the CRM, the call centre, and the exports, which read
 * what was delivered. Each once; a later start says nothing when there is nothing to fill.
 */
export async function fillDemo(
  opened: OpenHost,
  environment: HostEnvironment,
  output: Output,
  stop: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  await seedFleet(opened);
  await seedDeliveries(opened, environment, stop);
  if (stop.aborted) return;
  await seedExports(opened, environment.TZ_BUSINESS);
  if ((await waiting(opened)) === 0) return;
  output.write('\nLa démonstration se remplit : flotte, visites, fiches d’appel, exports…\n');
  while ((await waiting(opened)) > 0 && !stop.aborted) await pause(lookMilliseconds, stop);
  if (!stop.aborted)
    output.write(`La démonstration est remplie, en ${formatDuration(performance.now() - startedAt)}.\n`);
}

async function waiting({ broker }: OpenHost): Promise<number> {
  return Object.values(await broker.backlog()).reduce((sum, messages) => sum + messages, 0);
}
