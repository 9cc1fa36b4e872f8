import { utcDayOf } from '../../shared/domain/reservations/instant.ts';
import { ledgerKey } from '../../shared/domain/reservations/ledger.ts';
import type { Today } from '../../shared/messages/console.ts';
import { openReservations } from '../../shared/pipeline/reservations/collections.ts';
import type { ConsolePorts } from './console-ports.ts';
import { remember } from './remember.ts';

const secondsKept = 5;

/** What is reserved of the farm at this moment: the day's ledger of each machine tells, whatever is reserved for later. */
export function createReservationsNow({ documents, clock }: Pick<ConsolePorts, 'documents' | 'clock'>) {
  const { ressources, ledger } = openReservations(documents);
  return remember(
    async (): Promise<Today['reservations']> => {
      const now = Math.floor(clock.now().getTime() / 1000);
      const machines = await ressources.query();
      const days = await Promise.all(machines.map(({ value }) => ledger.get(ledgerKey(value.id, utcDayOf(now)))));
      const current = days.flatMap((day) => (day?.items ?? []).filter(({ s, e }) => s <= now && now < e));
      return {
        current: new Set(current.map(({ r }) => r)).size,
        gpuUsed: current.reduce((sum, { g }) => sum + g, 0),
        gpuTotal: machines.reduce((sum, { value }) => sum + value.quantiteGPU, 0),
        machines: machines.length,
      };
    },
    secondsKept,
    clock,
  );
}
