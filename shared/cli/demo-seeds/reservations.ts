import { randomInt } from 'node:crypto';
import { demoMachines, demoReservations } from '../../demo/data/reservations.ts';
import { dayInZone } from '../../domain/day.ts';
import { ownerKeyOf } from '../../domain/reservations/reservation.ts';
import { operationOf } from '../../pipeline/reservations/operation.ts';
import { createMachineWriter } from '../../pipeline/reservations/write-machine.ts';
import { type Actor, createReservationWriter, RefusedError } from '../../pipeline/reservations/write-reservation.ts';
import type { DocumentStore } from '../../ports/documents.ts';
import { embeddedIssuerName } from '../../runtime/embedded-issuer.ts';

const answer = () => ({ status: 201, headers: {}, body: null });

/**
 * Puts the demo's machines and reservations into the memory, each once, however often it is started. What does not fit any
 * more, because somebody has reserved meanwhile, is left out.
 */
export async function seedReservations(documents: DocumentStore, zone: string): Promise<void> {
  const at = new Date();
  const settings = { maxHours: 336, maxAdvanceDays: 365, quotaGpuHoursWeek: 0, zone };
  const operation = (key: string) => operationOf(at, key, { scope: ['demo'], key });
  const writeMachine = createMachineWriter(documents);
  const writeReservation = createReservationWriter(documents, settings);
  for (const { id, ...quantities } of demoMachines) {
    const change = (current: object | undefined) =>
      current === undefined ? quantities : { ...quantities, ...current };
    await writeMachine({
      operation: operation(`machine-${id}`),
      actor: actorOf('demo', 'Démonstration'),
      id,
      change,
      answer,
    });
  }
  for (const { key, id = randomInt(3, 2_147_483_647), subject, nomUtilisateur, ...slot } of demoReservations(
    dayInZone(at, zone),
    zone,
  )) {
    const actor = actorOf(subject, nomUtilisateur);
    const { owner, ownerKey, mail } = actor;
    const draft = { ...slot, lignes: [...slot.lignes], nomUtilisateur, owner, ownerKey, mail };
    const write = { operation: operation(key), actor, id, isNew: true, isSilent: true, change: () => draft, answer };
    await writeReservation(write).catch((error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
    });
  }
}

/** As an admin: a week's past days are shown too. */
function actorOf(subject: string, name: string): Actor {
  const owner = { issuer: embeddedIssuerName, subject };
  return { owner, ownerKey: ownerKeyOf(owner), name, mail: null, isAdmin: true };
}
