import type { ScheduledExport } from '../../shared/domain/exports/missing-exports.ts';
import type { Memory, Runs } from '../../shared/pipeline/memory.ts';
import type { RejectedMessages } from '../../shared/pipeline/operations/rejected-messages.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { RunLog } from '../../shared/ports/run-log.ts';

/** What the console looks at and steers. `zone`: the business zone, for "today". */
export interface ConsolePorts {
  readonly documents: DocumentStore;
  readonly memory: Memory;
  readonly runs: Runs;
  readonly rejected: RejectedMessages;
  readonly objects: ObjectStore;
  readonly photosBucket: string;
  readonly publisher: Publisher;
  readonly exports: readonly ScheduledExport[];
  readonly log: RunLog;
  readonly clock: Clock;
  readonly zone: string;
}
