import { addDays, dayInZone } from '../../domain/day.ts';
import { fleetRunId } from '../../domain/fleet/fleet-run.ts';
import { fleetTopics } from '../../messages/fleet.ts';
import { openLedger } from '../../pipeline/fleet/ledger.ts';
import { toDocument } from '../../ports/documents.ts';
import type { SeedPorts } from './seed-ports.ts';

const days = 3;

/** Has the last three days of the demo's fleet collected, unless some were before. */
export async function seedFleet({ broker, documents }: SeedPorts): Promise<void> {
  if ((await openLedger(documents).query({ limit: 1 })).length > 0) return;
  const now = new Date();
  const to = dayInZone(now, 'UTC');
  const due = { runId: fleetRunId(now.toISOString(), {}), from: addDays(to, -days), to };
  await broker.publish(fleetTopics.due, toDocument(due));
}
