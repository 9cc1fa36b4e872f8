import type { Clock } from '../../shared/ports/clock.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { MakePng } from '../../shared/ports/picture-maker.ts';
import type { VisitesEngine } from '../../shared/ports/visites-engine.ts';

/** What the analytics need. */
export interface VisitesPorts {
  readonly engine: VisitesEngine;
  /** The version of the delivery that readers see now; null before the first one. */
  readonly currentVersion: () => Promise<string | null>;
  /** How long an answer may be of a delivery that another has replaced. */
  readonly refreshSeconds: number;
  /** How many pages are counted at once: one where counting takes this process's own time. */
  readonly countsAtOnce: number;
  readonly makePng: MakePng;
  readonly clock: Clock;
  readonly logger: Logger;
}
