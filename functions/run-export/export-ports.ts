import type { ExportDefinition } from '../../shared/domain/exports/export-definition.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { TableWriter } from '../../shared/ports/table-writer.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';

export interface RunExportPorts {
  readonly exports: ReadonlyMap<string, ExportDefinition>;
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly warehouse: Warehouse;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly count: Count;
  readonly zone: string;
  readonly writers: Readonly<Record<ExportDefinition['format'], TableWriter>>;
}
