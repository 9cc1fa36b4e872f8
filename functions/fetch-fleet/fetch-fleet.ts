import { fetchedOf } from '../../shared/domain/fleet/fetched-of.ts';
import { windowOfDay } from '../../shared/domain/fleet/fleet-window.ts';
import { recordFetched } from '../../shared/domain/fleet/ledger.ts';
import { manifestName, windowFolder } from '../../shared/domain/fleet/object-names.ts';
import { fleetTopics, type WindowPlanned } from '../../shared/messages/fleet.ts';
import { closeFleetRun } from '../../shared/pipeline/fleet/close-fleet-run.ts';
import { openFleetRuns } from '../../shared/pipeline/fleet/fleet-runs.ts';
import { openLedger } from '../../shared/pipeline/fleet/ledger.ts';
import { sourcesOf } from '../../shared/pipeline/fleet/sources-of.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { FleetApi } from '../../shared/ports/fleet-api.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import { collectWindow } from './collect-window.ts';
import { createFailures } from './record-failures.ts';

export interface FetchPorts {
  readonly api: FleetApi;
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly flattenedBucket: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
}

/**
 * Keeps every answer of a planned window, then its manifest, then says so. What is kept already is not asked again; the
 * message is published each time, because a former try may have died before its publish.
 */
export function createFetchFleet(ports: FetchPorts) {
  const ledger = openLedger(ports.documents);
  const runs = openFleetRuns(ports.documents);
  const failures = createFailures({ ...ports, ledger });
  // A window that is asked for twice at once in this instance is collected once.
  const underWay = new Map<string, Promise<void>>();

  return async (message: WindowPlanned, { logger }: { readonly logger: Logger }): Promise<void> => {
    const sources = sourcesOf(message.tables);
    const folder = windowFolder(sources, message.day, message.generation);
    const work = underWay.get(folder) ?? fetchWindow(message, folder, logger);
    underWay.set(folder, work);
    try {
      await work;
    } finally {
      if (underWay.get(folder) === work) underWay.delete(folder);
    }
  };

  async function fetchWindow(message: WindowPlanned, folder: string, logger: Logger): Promise<void> {
    const { runId, day, tables } = message;
    const sources = sourcesOf(tables);
    const [source] = sources;
    if (source === undefined || (await failures.skipRefused(message, source))) {
      return closeFleetRun(runId, { ...ports, ledger, runs });
    }
    try {
      const window = windowOfDay(source, day);
      const { generation } = message;
      const manifest = await collectWindow({ sources, window, folder, generation }, { ...ports, logger });
      // Out of time: the rest is asked for by another message, and what is kept is not asked again.
      if (manifest === undefined) return void (await ports.publisher.publish(fleetTopics.windowPlanned, message));
      const fetched = fetchedOf(manifestName(folder), manifest);
      await ledger.update(tables, day, (record) => record && recordFetched(record, fetched));
      await ports.publisher.publish(fleetTopics.windowFetched, { runId, day, tables });
      const { pages, rows, bytes } = fetched;
      logger.info('fleet window collected', { runId, table: tables.join(','), day, pages, rows, bytes });
    } catch (error) {
      await failures
        .record(message, source, error, logger)
        .finally(() => closeFleetRun(runId, { ...ports, ledger, runs }));
    }
  }
}
