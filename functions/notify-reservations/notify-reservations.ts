import type { ReservationEvent } from '../../shared/domain/reservations/event.ts';
import type { NoticeDue } from '../../shared/messages/reservations.ts';
import { openReservations } from '../../shared/pipeline/reservations/collections.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Count } from '../../shared/ports/counts.ts';
import type { DocumentStore } from '../../shared/ports/documents.ts';
import { RetryLaterError } from '../../shared/ports/failures.ts';
import type { Logger } from '../../shared/ports/logger.ts';
import { type Mailer, MailRefusedError } from '../../shared/ports/mailer.ts';
import type { Webhook } from '../../shared/ports/webhook.ts';
import { writeMail, writeNotice } from './notice-text.ts';

/** Longer than any try: whoever holds the lease is dead by then. */
const leaseSeconds = 150;
/** What could not be told for so long is no news any more. */
const oldestSeconds = 3 * 86_400;
const sweepSize = 200;

export interface NotifyPorts {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly count: Count;
  readonly webhook: Webhook | undefined;
  readonly mailer: () => Promise<Mailer | undefined>;
  /** Who hears of what has no owner with an address. */
  readonly operators: readonly string[];
  readonly zone: string;
}

/**
 * Tells each event once: under a lease, the webhook first, then the mail, each marked as soon as it is told. A mail is
 * marked just before it can leave; a webhook that took the news and whose answer was lost hears it again under the same id.
 */
export function createNotifyReservations(ports: NotifyPorts) {
  const { documents, clock, count, webhook, zone } = ports;
  const { events } = openReservations(documents);
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  return async ({ eventId }: NoticeDue, { logger }: { readonly logger: Logger }): Promise<void> => {
    if (eventId !== undefined) return tell(eventId, logger);
    const untold = await events.query({ where: [{ field: 'doneAt', op: '==', value: null }], limit: sweepSize });
    const failures: unknown[] = [];
    for (const { id, value } of untold) {
      if (value.leasedUntil > nowSeconds()) continue;
      if (value.date < nowSeconds() - oldestSeconds) await giveUp(id, logger);
      else await tell(id, logger).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${untold.length} events could not be told`);
  };

  async function tell(id: string, logger: Logger): Promise<void> {
    const event = await claim(id);
    if (event === undefined) return;
    try {
      if (webhook !== undefined && event.webhookAt === null) {
        await webhook.post(id, writeNotice(event));
        await mark(id, { webhookAt: clock.now().toISOString() });
      }
      if (event.mailAt === null) await mail(event, logger);
    } catch (error) {
      await mark(id, { leasedUntil: 0 });
      throw error;
    }
    await mark(id, { doneAt: clock.now().toISOString() });
    count('terrain.reservations.told', 1, { event: event.evenement });
  }

  /** @returns the event when it is ours to tell; undefined when it is told, or is not there. */
  async function claim(id: string): Promise<ReservationEvent | undefined> {
    const now = nowSeconds();
    const found = await events.transaction<ReservationEvent | 'held' | undefined>(id, (event) => {
      if (event === undefined || event.doneAt !== null) return { result: undefined };
      if (event.leasedUntil > now) return { result: 'held' };
      return { next: { ...event, leasedUntil: now + leaseSeconds }, result: event };
    });
    if (found === 'held') throw new RetryLaterError(`the event ${id} is being told by somebody else`, leaseSeconds);
    return found;
  }

  async function mail(event: ReservationEvent, logger: Logger): Promise<void> {
    const mailer = await ports.mailer();
    const owner = event.reservation?.mail ?? null;
    const to = owner === null ? ports.operators : [owner];
    if (mailer === undefined || to.length === 0) return;
    const messageId = `<${event.id}@reservations.terrain>`;
    const left = () => mark(event.id, { mailAt: clock.now().toISOString() });
    try {
      await mailer.send({ to, messageId, ...writeMail(event, zone) }, left);
    } catch (error) {
      // Another try would be refused too, and the webhook has been told.
      if (!(error instanceof MailRefusedError)) throw error;
      logger.error('a mail about a reservation was refused', { eventId: event.id }, error);
    }
  }

  async function giveUp(id: string, logger: Logger): Promise<void> {
    logger.error('news of a reservation could not be told for three days', { eventId: id });
    await mark(id, { doneAt: clock.now().toISOString() });
  }

  async function mark(id: string, marks: Partial<ReservationEvent>): Promise<void> {
    await events.transaction<undefined>(id, (event) =>
      event === undefined ? { result: undefined } : { next: { ...event, ...marks }, result: undefined },
    );
  }
}
