import { dayInZone } from '../../shared/domain/day.ts';
import { interventionStates } from '../../shared/domain/interventions/intervention.ts';
import { dayBounds } from '../../shared/domain/zone.ts';
import type { Today } from '../../shared/messages/console.ts';
import type { ConsolePorts } from './console-ports.ts';
import { createPhotoCounter } from './count-photos.ts';
import { createDeliveryLooks } from './deliveries.ts';
import { createExportDesk } from './exports.ts';
import { remember } from './remember.ts';
import { createReservationsNow } from './reservations-now.ts';

const secondsKept = 1;
/** So many rejected messages are looked at to say how many still wait. */
const mostRejected = 50;

/** The day at a glance: counts by index, looked for once a second however many people watch. */
export function createToday(ports: ConsolePorts): () => Promise<Today> {
  const { documents, memory, runs, rejected, clock, zone } = ports;
  const countPhotos = createPhotoCounter(memory);
  const exportDesk = createExportDesk(ports);
  const newestDeliveries = createDeliveryLooks(ports);
  const reservationsNow = createReservationsNow(ports);

  return remember(look, secondsKept, clock);

  async function look(): Promise<Today> {
    const now = clock.now();
    const day = dayInZone(now, zone);
    const midnight = dayBounds(day, zone).from.toISOString();
    const [interventions, photos, fleet, exports, deliveries, reservations, open, firstRejected] = await Promise.all([
      countStates(day),
      countPhotos(midnight),
      countWindows(midnight),
      exportDesk.count(day),
      newestDeliveries(),
      reservationsNow(),
      runs.query({ where: [{ field: 'status', op: '==', value: 'en_cours' }], limit: 20 }),
      rejected.page(mostRejected),
    ]);
    return {
      day,
      at: now.toISOString(),
      interventions,
      photos,
      fleet,
      exports,
      deliveries,
      reservations,
      openRuns: open.map(({ id }) => id),
      rejected: { waiting: firstRejected.messages.length, more: firstRejected.next !== undefined },
    };
  }

  async function countStates(day: string): Promise<Today['interventions']> {
    const ofDay = { field: 'date', op: '==', value: day } as const;
    const counts = await Promise.all(
      interventionStates.map((state) =>
        documents.count('interventions', [ofDay, { field: 'state', op: '==', value: state }]),
      ),
    );
    const [en_cours = 0, en_attente = 0, livre = 0, rejete = 0] = counts;
    return { total: en_cours + en_attente + livre + rejete, livre, en_cours, en_attente, rejete };
  }

  async function countWindows(midnight: string): Promise<Today['fleet']> {
    const [loaded, underWay, failed] = await Promise.all([
      documents.count('fleet-windows', [{ field: 'loaded.at', op: '>=', value: midnight }]),
      documents.count('fleet-windows', [{ field: 'status', op: 'in', value: ['prevu', 'collecte'] }]),
      documents.count('fleet-windows', [{ field: 'status', op: '==', value: 'en_erreur' }]),
    ]);
    return { loaded, underWay, failed };
  }
}
