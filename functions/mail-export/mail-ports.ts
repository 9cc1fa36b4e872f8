import type { ExportDefinition } from '../../shared/domain/exports/export-definition.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';

export interface MailExportPorts {
  readonly exports: ReadonlyMap<string, ExportDefinition>;
  readonly documents: DocumentStore;
  readonly objects: Pick<ObjectStore, 'read'>;
  readonly clock: Clock;
  readonly count: Count;
  /** Absent: nothing is mailed. */
  readonly mailer: Mailer | undefined;
  /** Who gets an export's files, and who gets the troubles. */
  readonly readersOf: (exportName: string) => readonly string[];
  readonly operators: readonly string[];
  /** Names this instance. */
  readonly owner: string;
  /** An address under which anybody who has it reads the object for so many seconds; absent where there is none. */
  readonly sign: ((bucket: string, name: string, seconds: number) => Promise<string>) | undefined;
}
