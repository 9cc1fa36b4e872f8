import type { ReservationSettings } from '../../shared/domain/reservations/settings.ts';
import { openReservations } from '../../shared/pipeline/reservations/collections.ts';
import { createMachineWriter } from '../../shared/pipeline/reservations/write-machine.ts';
import { createReservationWriter } from '../../shared/pipeline/reservations/write-reservation.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import type { Publisher } from '../../shared/ports/messages.ts';
import { type ApiOptions, createApi } from '../../shared/runtime/api/create-api.ts';
import type { ApiDescription } from '../../shared/runtime/api/openapi.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { creneauRoute } from './creneau-routes.ts';
import { ligneRoutes } from './ligne-routes.ts';
import { prefix } from './paths.ts';
import { planningRoutes } from './planning-routes.ts';
import type { ReservationHouse } from './ports.ts';
import { reservationRoutes } from './reservation-routes.ts';
import { ressourceRoutes } from './ressource-routes.ts';
import { ruleRoutes } from './rule-routes.ts';

export interface ReservationsApiOptions {
  readonly documents: DocumentStore;
  readonly publisher: Publisher;
  /** Where news is announced: the id of what happened. */
  readonly topic: string;
  readonly settings: ReservationSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly authenticate: ApiOptions['authenticate'];
}

/** The reservations' API: machines, slots, lines, free slots, rules, calendars. */
export function createReservationsApi(options: ReservationsApiOptions): (request: Request) => Promise<Response> {
  const { authenticate } = options;
  return createApi({ ...describeReservations(createHouse(options)), authenticate, hasPage: true });
}

/** What its document is made of. */
export function describeReservations(house: ReservationHouse): ApiDescription {
  return {
    prefix,
    title: 'Réservations de la ferme de calcul',
    version: '2.0.0',
    description:
      'Des machines avec des GPU et de la mémoire, partagées jusqu’à épuisement. Un créneau va du début (compris) à la fin (non comprise). Les dates sortent en RFC 1123 (GMT) ; elles entrent en RFC 3339 avec leur décalage, en RFC 1123, ou comme AAAA-MM-JJ HH:MM:SS (UTC).',
    routes: [
      ...ressourceRoutes(house),
      ...reservationRoutes(house),
      ...ligneRoutes(house),
      creneauRoute(house),
      ...ruleRoutes(house),
      ...planningRoutes(house),
      ...calendarRoutes(house),
    ],
  };
}

export function createHouse({
  documents,
  publisher,
  topic,
  settings,
  clock,
  logger,
}: ReservationsApiOptions): ReservationHouse {
  return {
    memory: openReservations(documents),
    settings,
    clock,
    writeReservation: createReservationWriter(documents, settings),
    writeMachine: createMachineWriter(documents),
    async announce(eventId) {
      try {
        await publisher.publish(topic, { eventId });
      } catch (error) {
        // What was asked is done and saved: its event waits in the memory, and the sweep tells it some minutes later.
        logger.warn('news of a reservation waits for the sweep', { eventId }, error);
      }
    },
  };
}
