import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';

/** What loading a window needs. */
export interface LoadPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly rawBucket: string;
  readonly flattenedBucket: string;
  readonly warehouse: Warehouse;
  readonly dataset: string;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly count: Count;
  /** Told of each window that is in the warehouse. */
  readonly observe?: (rows: number) => void;
}
