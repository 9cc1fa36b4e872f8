import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DeliveryRecord } from '../../domain/delivery/delivery-record.ts';
import type { DeliverySet } from '../../domain/delivery/delivery-table.ts';
import { openDeliveryMemory } from '../../pipeline/delivery/delivery-memory.ts';
import { importsBucket } from '../../pipeline/delivery/find-delivery.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import type { MessageBroker } from '../../ports/messages.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { pause, stoppingMessage, stopStatus } from '../stop-request.ts';
import { createLiveLines, type Output } from '../terminal/live-lines.ts';
import { deliveryProgress, describeDelivery } from './delivery-lines.ts';
import type { FolderFile } from './read-folder.ts';

export interface EmbeddedPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly broker: MessageBroker;
  readonly logFile: string;
}

const redrawMilliseconds = 300;

/**
 * Puts the files in the bucket under a name of their own, says that they are there, and follows what becomes of them.
 * @returns 0 when all rows are imported, 1 when some are rejected or the delivery is refused, 130 or 143 when stopped.
 */
export async function importFolder(
  set: DeliverySet,
  files: readonly FolderFile[],
  { documents, objects, broker, logFile }: EmbeddedPorts,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  const delivery = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(3).toString('hex')}`;
  const memory = openDeliveryMemory(documents);
  const live = createLiveLines(output, process.stderr);
  let record: DeliveryRecord | undefined;
  let isDelivered = false;
  try {
    for (const [index, file] of files.entries()) {
      if (stop.aborted) break;
      live.draw([`Copie de ${file.table} (${index + 1}/${files.length})`], 'Copie des fichiers', 'copie');
      const name = `${set.name}/${file.table}/${delivery}${file.extension}`;
      await objects.write(importsBucket, name, createReadStream(file.path));
    }
    isDelivered = !stop.aborted;
    if (isDelivered) await broker.publish(`${set.name}-delivered`, { delivery });
    while (!stop.aborted && !isEnded(record)) {
      await pause(redrawMilliseconds, stop);
      record = await memory.recordOf(set.name, delivery);
      const waiting = (await broker.backlog())[`import-${set.name}`] ?? 0;
      if (waiting === 0 && !isEnded(record)) {
        record = await memory.recordOf(set.name, delivery);
        if (!isEnded(record)) break;
      }
      const { lines, summary, phase } = deliveryProgress(record, files, output.columns ?? 80);
      live.draw(lines, summary, phase);
    }
  } finally {
    live.end();
  }
  if (stop.aborted && !isEnded(record)) {
    output.write(isDelivered ? stoppingMessage : 'Arrêt : rien n’a été importé.\n');
    return stopStatus(stop);
  }
  if (record === undefined || !isEnded(record)) {
    output.write(
      `L’import n’a pas abouti, les données d’avant restent en place. Le journal dit pourquoi : ${logFile}\n`,
    );
    return 1;
  }
  output.write(`${describeDelivery(record)}\n`);
  return record.state === 'importee' && record.tables.every(({ rejects }) => rejects === 0) ? 0 : 1;
}

function isEnded(record: DeliveryRecord | undefined): boolean {
  return record !== undefined && record.state !== 'en_cours';
}
