import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import { createImportDelivered } from '../../shared/pipeline/delivery/import-delivered.ts';
import type { ImportPorts } from '../../shared/pipeline/delivery/import-delivery.ts';

/** Imports the CRM's deliveries. What else is made of their rows (`beginVersion`) is safe before anybody sees the version. */
export function createImportVisites(ports: ImportPorts) {
  return createImportDelivered(visitesSet, ports);
}
