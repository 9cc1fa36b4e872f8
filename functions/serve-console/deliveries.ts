import { deliveryStateLabels } from '../../shared/domain/delivery/delivery-record.ts';
import { fichesSet } from '../../shared/domain/fiches/fiches-tables.ts';
import { visitesSet } from '../../shared/domain/visites/visites-tables.ts';
import type { Today } from '../../shared/messages/console.ts';
import { openDeliveryMemory } from '../../shared/pipeline/delivery/delivery-memory.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

const secondsKept = 5;
const labels: Readonly<Record<string, string>> = { [visitesSet.name]: 'Visites', [fichesSet.name]: 'Fiches d’appel' };
/** Newest deliveries looked at: of two sets, a few a day. */
const mostRead = 20;

/** The newest delivery of each set, and the rows that readers see. */
export function createDeliveryLooks({ documents, clock }: Pick<ConsolePorts, 'documents' | 'clock'>) {
  const memory = openDeliveryMemory(documents);
  return remember(
    async (): Promise<Today['deliveries']> => {
      const newest = await memory.records.query({
        orderBy: { field: 'startedAt', direction: 'desc' },
        limit: mostRead,
      });
      return Object.entries(labels).flatMap(([set, title]) => {
        const record = newest.find(({ value }) => value.set === set)?.value;
        if (record === undefined) return [];
        const sum = (of: 'rows' | 'rejects') => record.tables.reduce((total, table) => total + table[of], 0);
        const { state, reason, startedAt, endedAt } = record;
        return [
          {
            set,
            title,
            state,
            label: deliveryStateLabels[state],
            at: endedAt ?? startedAt,
            rows: sum('rows'),
            rejects: sum('rejects'),
            reason,
          },
        ];
      });
    },
    secondsKept,
    clock,
  );
}
