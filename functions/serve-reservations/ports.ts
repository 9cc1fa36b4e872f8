import type { ReservationSettings } from '../../shared/domain/reservations/settings.ts';
import type { ReservationMemory } from '../../shared/pipeline/reservations/collections.ts';
import type { createMachineWriter } from '../../shared/pipeline/reservations/write-machine.ts';
import type { createReservationWriter } from '../../shared/pipeline/reservations/write-reservation.ts';
import type { Clock } from '../../shared/ports/clock.ts';

/** What the routes need; made once. */
export interface ReservationHouse {
  readonly memory: ReservationMemory;
  readonly settings: ReservationSettings;
  readonly clock: Clock;
  readonly writeReservation: ReturnType<typeof createReservationWriter>;
  readonly writeMachine: ReturnType<typeof createMachineWriter>;
  /** Says that there is news of this id to tell; what is lost here is told by the next sweep. */
  readonly announce: (eventId: string) => Promise<void>;
}

export function nowOf({ clock }: ReservationHouse): number {
  return Math.floor(clock.now().getTime() / 1000);
}
