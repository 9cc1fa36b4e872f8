import type { Memory, Runs } from '../../shared/pipeline/memory.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import type { ObjectStore } from '../../shared/ports/objects.ts';
import type { PortalReader } from '../../shared/ports/portal.ts';
import type { CollectLease } from './collect-lease.ts';

/** What taking the portal's list needs. `zone`: the business zone, for "today". */
export interface CollectPorts {
  readonly portal: PortalReader;
  readonly objects: ObjectStore;
  readonly bucket: string;
  readonly memory: Memory;
  readonly runs: Runs;
  readonly lease: CollectLease;
  readonly publisher: Publisher;
  readonly clock: Clock;
  readonly count: Count;
  readonly zone: string;
}
