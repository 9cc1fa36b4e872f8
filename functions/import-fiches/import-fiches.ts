import { fichesSet } from '../../shared/domain/fiches/fiches-tables.ts';
import { createImportDelivered } from '../../shared/pipeline/delivery/import-delivered.ts';
import type { ImportPorts } from '../../shared/pipeline/delivery/import-delivery.ts';

/** Imports the call centre's deliveries of cards and calls. */
export function createImportFiches(ports: ImportPorts) {
  return createImportDelivered(fichesSet, ports);
}
