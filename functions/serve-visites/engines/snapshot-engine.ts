import { countPage } from '../../../shared/domain/visites/counting/count-page.ts';
import { prepareSnapshot } from '../../../shared/domain/visites/counting/counted-snapshot.ts';
import { readSnapshot } from '../../../shared/pipeline/visites/snapshot-objects.ts';
import type { ObjectStore } from '../../../shared/ports/objects.ts';
import type { VisitesEngine } from '../../../shared/ports/visites-engine.ts';

/** Counts over the snapshot that the import wrote, in memory: a page of a million visits takes some 10 ms. */
export function createSnapshotEngine(objects: ObjectStore): VisitesEngine {
  return {
    async open(version) {
      const snapshot = prepareSnapshot(await readSnapshot(objects, version));
      return {
        version,
        reference: snapshot.reference,
        count: async (page, selection) => countPage(page, snapshot, selection),
      };
    },
  };
}
