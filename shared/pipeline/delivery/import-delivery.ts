import { beginVersion, type DataVersion, finishVersion, giveUpVersion } from '../../domain/delivery/data-versions.ts';
import type { DeliveryRecord } from '../../domain/delivery/delivery-record.ts';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { identifyDelivery } from '../../domain/delivery/delivery-version.ts';
import type { Count } from '../../ports/counts.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Publisher } from '../../ports/messages.ts';
import { openDeliveryMemory } from './delivery-memory.ts';
import { dropObsolete } from './drop-obsolete.ts';
import { checkWhole, findDelivery } from './find-delivery.ts';
import { type LoadPorts, loadVersion } from './load-version.ts';
import { DeliveryRefusedError } from './refusal.ts';

export interface ImportPorts extends LoadPorts {
  readonly documents: DocumentStore;
  readonly publisher: Publisher;
  readonly count: Count;
  /** Deletes what was made of a version that nobody reads any more. */
  readonly dropVersion?: (version: string) => Promise<void>;
}

export interface ImportRequest {
  readonly set: DeliverySet;
  readonly delivery: string;
  /** False: a table may still be on its way, so that a missing one is waited for. */
  readonly isWhole: boolean;
  readonly logger: Logger;
}

/**
 * Imports a delivery: each row checked, all tables loaded under a version of their own, then the version made the current
 * one. Nothing is visible before; afterwards everything is. Asked again, at any moment and however often, it ends the same:
 * a version's tables have the same rows each time, and a delivery never takes the place of one that came after it.
 * @returns what became of it; undefined when it is not whole yet.
 * @throws DeliveryRefusedError when it can never be used.
 */
export async function importDelivery(request: ImportRequest, ports: ImportPorts): Promise<DeliveryRecord | undefined> {
  const { set, delivery, isWhole, logger } = request;
  const memory = openDeliveryMemory(ports.documents);
  const now = () => ports.clock.now().toISOString();
  const known = await memory.recordOf(set.name, delivery);
  const found = await findDelivery(set, delivery, ports.objects);
  if (found.missing.length > 0 && known?.state === 'importee') return known;
  if (found.missing.length > 0 && !isWhole) return undefined;

  const { version, deliveredAt } = identifyDelivery(found.files, now());
  const record: DeliveryRecord = {
    ...{ set: set.name, delivery, version, deliveredAt },
    ...{ state: 'en_cours', startedAt: now(), endedAt: null, tables: [], reason: null },
  };
  try {
    checkWhole(delivery, found);
    const begun = await memory.decide(set.name, (versions) => beginVersion(versions, { version, deliveredAt }));
    if (begun === 'superseded') return await supersede();
    if (begun === 'load' && (await load()) === 'superseded') return await supersede();
  } catch (error) {
    if (error instanceof DeliveryRefusedError) await refuse(error);
    throw error;
  }
  return announce();

  async function load() {
    await memory.save(record);
    const save = (sofar: DeliveryRecord['tables']) => memory.save({ ...record, tables: sofar });
    const tables = await loadVersion(set, record, found.files, save, ports);
    const again = await findDelivery(set, delivery, ports.objects);
    if (identifyDelivery(again.files, now()).version !== version) {
      throw new Error(`the files of delivery ${set.name}/${delivery} were written again while they were read`);
    }
    const finished: DataVersion = { version, deliveredAt, delivery, tables, importedAt: now() };
    return memory.decide(set.name, (versions) => finishVersion(versions, finished));
  }

  /** Whoever finds the work done publishes all the same: the one that did it may have died before. */
  async function announce(): Promise<DeliveryRecord> {
    const { current } = await memory.versionsOf(set.name);
    const isCurrent = current?.version === version;
    const tables = isCurrent ? current.tables : record.tables;
    const done: DeliveryRecord = { ...record, state: 'importee', tables, endedAt: now() };
    if (known?.state !== 'importee' || known.version !== version) {
      await memory.save(done);
      countEnd(done);
    }
    await ports.publisher.publish(`${set.name}-imported`, { delivery, version });
    await dropObsolete(set, memory, ports);
    logger.info('delivery imported', { set: set.name, delivery, version, ...totals(done) });
    return done;
  }

  async function supersede(): Promise<DeliveryRecord> {
    const reason = 'une livraison plus récente est déjà importée';
    const outdated: DeliveryRecord = { ...record, state: 'perimee', endedAt: now(), reason };
    // One that was imported in its time stays so.
    if (known?.state !== 'importee' || known.version !== version) {
      await memory.save(outdated);
      countEnd(outdated);
    }
    await dropObsolete(set, memory, ports);
    logger.warn('delivery is older than the current one: left out', { set: set.name, delivery, version });
    return outdated;
  }

  async function refuse({ message }: DeliveryRefusedError): Promise<void> {
    const refused: DeliveryRecord = { ...record, state: 'refusee', endedAt: now(), reason: message };
    await memory.save(refused);
    countEnd(refused);
    await memory.decide(set.name, (versions) => ({ next: giveUpVersion(versions, version), result: undefined }));
    await dropObsolete(set, memory, ports);
  }

  /** Once, however often the message of one that has ended comes again. */
  function countEnd(ended: DeliveryRecord): void {
    if (known?.state === ended.state && known.version === version) return;
    ports.count('terrain.deliveries.ended', 1, { set: set.name, state: ended.state });
    ports.count('terrain.deliveries.rows', ended.state === 'importee' ? totals(ended).rows : 0, { set: set.name });
  }
}

function totals({ tables }: DeliveryRecord): { rows: number; rejects: number } {
  return {
    rows: tables.reduce((total, { rows }) => total + rows, 0),
    rejects: tables.reduce((total, { rejects }) => total + rejects, 0),
  };
}
