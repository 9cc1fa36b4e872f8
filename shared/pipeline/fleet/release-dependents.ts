import { fleetSources } from '../../domain/fleet/catalogue.ts';
import { fleetTopics } from '../../messages/fleet.ts';
import type { Publisher } from '../../ports/messages.ts';
import type { Ledger } from './ledger.ts';

/**
 * Sends the windows on their way that waited for the ids of a source. The planner publishes those that it plans afterwards:
 * it saves before it looks, so that one of the two always publishes.
 */
export async function releaseDependents(
  table: string,
  { ledger, publisher }: { readonly ledger: Ledger; readonly publisher: Publisher },
): Promise<void> {
  for (const dependent of fleetSources.filter(({ ids }) => ids?.of === table)) {
    const waiting = await ledger.query({
      where: [
        { field: 'table', op: '==', value: dependent.table },
        { field: 'status', op: '==', value: 'prevu' },
      ],
    });
    for (const { value } of waiting) {
      const { runId, day, plan } = value;
      const { tables, generation } = plan;
      await publisher.publish(fleetTopics.windowPlanned, { runId, day, tables, generation });
    }
  }
}
