import type { Cells, Page } from '../domain/visites/analytics/breakdowns.ts';
import type { Reference } from '../domain/visites/analytics/reference.ts';
import type { Selection } from '../domain/visites/analytics/selection.ts';

/** One delivery of the CRM's tables, as it can be asked. It never changes: a later delivery is another one. */
export interface VisitesData {
  readonly version: string;
  readonly reference: Reference;
  /** All cells of a page in one scan. Engines count the same, cell by cell. */
  count<P extends Page>(page: P, selection: Selection): Promise<Cells<P>>;
}

/** A way to count visits. */
export interface VisitesEngine {
  /** Makes a version ready to be asked. @throws NotFoundError when the engine does not have it (any more). */
  open(version: string): Promise<VisitesData>;
}
