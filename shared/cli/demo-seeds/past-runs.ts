import { createPastRuns } from '../../demo/data/past-runs.ts';
import { dayInZone } from '../../domain/day.ts';
import { type DocumentStore, toDocument } from '../../ports/documents.ts';

/** Puts the runs of the month before today into the memory, each once: what is there stays as it is. */
export async function seedPastRuns(documents: DocumentStore, zone: string): Promise<void> {
  const past = createPastRuns(dayInZone(new Date(), zone), zone);
  await documents.transaction(async (transaction) => {
    const known = await transaction.getAll(past.map(({ id }) => ({ collection: 'runs', id })));
    for (const [at, { id, run }] of past.entries())
      if (known[at] === undefined) transaction.create('runs', id, toDocument(run));
  });
}
