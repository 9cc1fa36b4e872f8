import { addDays } from '../../shared/domain/day.ts';
import { fleetSources } from '../../shared/domain/fleet/catalogue.ts';
import { fleetRunId } from '../../shared/domain/fleet/fleet-run.ts';
import { utcDay } from '../../shared/domain/fleet/fleet-window.ts';
import { findMissing } from '../../shared/domain/fleet/missing-windows.ts';
import { fleetTopics } from '../../shared/messages/fleet.ts';
import { openLedger } from '../../shared/pipeline/fleet/ledger.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Attributes, Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

export interface AuditPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
}

/**
 * Finds the windows that the warehouse lacks between a table's first window and now, writes them down with why, and asks
 * for them again. What is under way already is asked for once more, which changes nothing.
 */
export function createAuditFleet(ports: AuditPorts) {
  const { objects, rawBucket, publisher, clock } = ports;
  const ledger = openLedger(ports.documents);

  return async (
    _: object,
    { publishedAt, attributes, logger }: { publishedAt: string; attributes: Attributes; logger: Logger },
  ): Promise<void> => {
    const now = clock.now();
    const runId = fleetRunId(publishedAt, attributes).replace('fleet-', 'audit-');
    const listing: object[] = [];
    for (const source of fleetSources) {
      const { table } = source;
      const found = await ledger.query({ where: [{ field: 'table', op: '==', value: table }] });
      const missing = findMissing(
        source,
        found.map(({ value }) => value),
        now,
      );
      listing.push(...missing);
      const [first, last] = [missing.at(0)?.day, missing.at(-1)?.day];
      if (first === undefined || last === undefined) continue;
      const due = { runId: `${runId}-${table}`, from: first, to: addDays(last, 1), tables: [table] };
      await publisher.publish(fleetTopics.due, due);
      for (const { day, status, reason } of missing) {
        logger.warn(`fleet window missing: ${reason ?? status}`, { table, day, status });
      }
    }
    const name = `logs/${runId}.json`;
    const text = `${JSON.stringify({ day: utcDay(now), missing: listing }, null, 2)}\n`;
    await objects.write(rawBucket, name, text, { contentType: 'application/json' });
    logger.info('fleet audited', { runId, missing: listing.length });
  };
}
