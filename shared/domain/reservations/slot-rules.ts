import { daySeconds, type Instant } from './instant.ts';
import type { Refusal } from './refusal.ts';
import type { Slot } from './reservation.ts';
import { maxLines, type ReservationSettings, startToleranceSeconds } from './settings.ts';

/** What is asked: a slot instead of another, a new one (no `before`), or none any more (no `after`). */
export interface SlotChange {
  readonly id: number;
  readonly before: Slot | undefined;
  readonly after: Slot | undefined;
  /** An admin: the past is open, quotas do not count. */
  readonly isAdmin: boolean;
  readonly now: Instant;
}

export const emptyLine = 'une ligne prend au moins un GPU ou de la mémoire';

function rule(pointer: string, detail: string): Refusal {
  return { kind: 'rule', pointer, detail };
}

/** The rule that the slot asked breaks by itself, whatever else is reserved. */
export function brokenRule(change: SlotChange, settings: ReservationSettings): Refusal | undefined {
  const { before, after } = change;
  if (after === undefined) return undefined;
  const datesChange = before?.debut !== after.debut || before.fin !== after.fin;
  return (datesChange ? brokenDates(change, after, settings) : undefined) ?? brokenLines(after);
}

function brokenDates(
  { before, isAdmin, now }: SlotChange,
  after: Slot,
  settings: ReservationSettings,
): Refusal | undefined {
  const { maxHours, maxAdvanceDays } = settings;
  const earliest = now - startToleranceSeconds;
  const startMoves = before?.debut !== after.debut;
  if (after.debut >= after.fin) return rule('/date_fin', 'la fin doit venir après le début');
  if (!isAdmin && startMoves && after.debut < earliest) return rule('/date_debut', 'le début est passé');
  if (!isAdmin && after.fin < earliest) return rule('/date_fin', 'la fin est passée');
  if (after.fin - after.debut > maxHours * 3600) return rule('/date_fin', `un créneau dure au plus ${maxHours} heures`);
  if (startMoves && after.debut > now + maxAdvanceDays * daySeconds) {
    return rule('/date_debut', `un créneau commence au plus ${maxAdvanceDays} jours à l’avance`);
  }
  return undefined;
}

function brokenLines({ lignes }: Slot): Refusal | undefined {
  if (lignes.length > maxLines) return rule('/lignes', `une réservation a au plus ${maxLines} lignes`);
  const seen = new Set<number>();
  for (const [index, { idRessource, nbGPU, nbMemoire }] of lignes.entries()) {
    if (seen.has(idRessource)) return rule(`/lignes/${index}/idRessource`, `la machine ${idRessource} y est deux fois`);
    if (nbGPU === 0 && nbMemoire === 0) return rule(`/lignes/${index}/nbGPU`, emptyLine);
    seen.add(idRessource);
  }
  return undefined;
}

/** What has begun may only end at another time; what is over stays as it was. Admins may change both. */
export function isClosed({ before, after, isAdmin, now }: SlotChange): boolean {
  if (before === undefined || isAdmin || before.debut > now) return false;
  if (before.fin <= now || after === undefined) return true;
  return after.debut !== before.debut || !sameLines(after, before);
}

function sameLines(a: Slot, b: Slot): boolean {
  if (a.lignes.length !== b.lignes.length) return false;
  return a.lignes.every((line) =>
    b.lignes.some(
      (other) =>
        other.idRessource === line.idRessource && other.nbGPU === line.nbGPU && other.nbMemoire === line.nbMemoire,
    ),
  );
}
