import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { identifyDelivery, isOlder } from '../../domain/delivery/delivery-version.ts';
import type { Delivered } from '../../messages/deliveries.ts';
import type { Logger } from '../../ports/logger.ts';
import { openDeliveryMemory } from './delivery-memory.ts';
import { deliveryOf, findDelivery, listDeliveries } from './find-delivery.ts';
import { type ImportPorts, importDelivery } from './import-delivery.ts';
import { DeliveryRefusedError } from './refusal.ts';

/** A file that changed a moment ago may still be growing under its name, where people copy files by hand. */
const settledMs = 10_000;

/** Imports what a message says has come: the consumer of a set's `-delivered` topic. */
export function createImportDelivered(set: DeliverySet, ports: ImportPorts) {
  const memory = openDeliveryMemory(ports.documents);

  return async (message: Delivered, { logger }: { readonly logger: Logger }): Promise<void> => {
    if ('delivery' in message) {
      await importDelivery({ set, delivery: message.delivery, isWhole: true, logger }, ports);
      return;
    }
    if ('scan' in message) return scan(logger);
    const delivery = deliveryOf(set, message.name);
    if (delivery === undefined) logger.warn('not a file of a delivery: left alone', { object: message.name });
    else await importDelivery({ set, delivery, isWhole: false, logger }, ports);
  };

  /** Deliveries whose messages never came: dropped by hand on one machine, or announced while nothing listened. */
  async function scan(logger: Logger): Promise<void> {
    for (const delivery of await listDeliveries(set, ports.objects)) {
      if (!(await isNew(delivery))) continue;
      try {
        await importDelivery({ set, delivery, isWhole: false, logger }, ports);
      } catch (error) {
        // It is kept with its reason, and nobody asked for this one in particular: the others go on.
        if (!(error instanceof DeliveryRefusedError)) throw error;
        logger.error(`delivery refused: ${error.message}`, { set: set.name, delivery });
      }
    }
  }

  async function isNew(delivery: string): Promise<boolean> {
    const { files, missing } = await findDelivery(set, delivery, ports.objects);
    if (missing.length > 0) return false;
    const now = ports.clock.now();
    const identity = identifyDelivery(files, now.toISOString());
    if (now.getTime() - Date.parse(identity.deliveredAt) < settledMs) return false;
    const record = await memory.recordOf(set.name, delivery);
    if (record?.version === identity.version && record.state !== 'en_cours') return false;
    const { current } = await memory.versionsOf(set.name);
    return current === null || isOlder(current, identity);
  }
}
