import { type Conflict, firstConflict } from './conflict.ts';
import type { Instant } from './instant.ts';
import { type Item, itemsOf, type LedgerDay, ledgerDaysOf, ledgerKey, replaceItem } from './ledger.ts';
import { gpuSecondsByWeek } from './quota.ts';
import type { Refusal } from './refusal.ts';
import type { Ligne, Slot } from './reservation.ts';
import { capacityOf, type Ressource } from './ressource.ts';
import { maxItemsADay, type ReservationSettings } from './settings.ts';
import { brokenRule, isClosed, type SlotChange } from './slot-rules.ts';

/** What of the world a decision has to see; what is not there is empty. */
export interface World {
  readonly ressources: ReadonlyMap<number, Ressource>;
  /** By `ledgerKey`. */
  readonly days: ReadonlyMap<string, LedgerDay>;
  /** The owner's GPU-seconds, by week. */
  readonly usedSeconds: ReadonlyMap<string, number>;
}

/** What becomes of the world: the days, weeks and machines that change. */
export interface Effects {
  readonly days: readonly LedgerDay[];
  readonly usedSeconds: ReadonlyMap<string, number>;
  /** Machines whose last day is later now. */
  readonly ressources: readonly Ressource[];
}

export type Decision = { readonly refusal: Refusal } | { readonly effects: Effects };

/**
 * Decides on a slot: at every instant, on every machine and in both dimensions, what is reserved is at most what there is,
 * and nothing that fits is refused. Only the instants at which the slot takes more than before are looked at: the others
 * are as they were. Pure; `world` holds all machines, days and weeks of the slot before and after.
 */
export function decide(change: SlotChange, world: World, settings: ReservationSettings): Decision {
  const refusal =
    brokenRule(change, settings) ??
    unknownMachine(change, world) ??
    (isClosed(change) ? { kind: 'started' as const } : undefined) ??
    overCapacity(change, world) ??
    overQuota(change, world, settings) ??
    tooManyLines(change, world);
  return refusal === undefined ? { effects: effectsOf(change, world, settings) } : { refusal };
}

/** A machine that the slot did not have before must be there. */
function unknownMachine({ before, after }: SlotChange, { ressources }: World): Refusal | undefined {
  const had = new Set(before?.lignes.map(({ idRessource }) => idRessource));
  const index = (after?.lignes ?? []).findIndex(({ idRessource: id }) => !ressources.has(id) && !had.has(id));
  const unknown = after?.lignes[index];
  if (unknown === undefined) return undefined;
  const detail = `aucune machine n’a l’identifiant ${unknown.idRessource}`;
  return { kind: 'rule', pointer: `/lignes/${index}/idRessource`, detail };
}

function overCapacity({ id, before, after }: SlotChange, { ressources, days }: World): Refusal | undefined {
  if (after === undefined) return undefined;
  const conflicts = after.lignes.flatMap((line): Conflict[] => {
    const ofMachine = ledgerDaysOf({ ...after, lignes: [line] }).map(({ ressource, day }) =>
      days.get(ledgerKey(ressource, day)),
    );
    const others = itemsOf(ofMachine).filter(({ r }) => r !== id);
    const asked = { gpu: line.nbGPU, memoire: line.nbMemoire };
    const capacity = capacityOf(ressources.get(line.idRessource));
    for (const interval of newlyTaken(line, before, after)) {
      const conflict = firstConflict(line.idRessource, capacity, others, asked, interval);
      if (conflict !== undefined) return [conflict];
    }
    return [];
  });
  return conflicts.length === 0 ? undefined : { kind: 'capacity', conflicts };
}

/** When the line takes more of its machine than the slot did before. */
function newlyTaken(line: Ligne, before: Slot | undefined, { debut, fin }: Slot): (readonly [Instant, Instant])[] {
  const old = before?.lignes.find(({ idRessource }) => idRessource === line.idRessource);
  if (before === undefined || old === undefined) return [[debut, fin]];
  if (line.nbGPU > old.nbGPU || line.nbMemoire > old.nbMemoire) return [[debut, fin]];
  const earlier = [debut, Math.min(fin, before.debut)] as const;
  const later = [Math.max(debut, before.fin), fin] as const;
  return [earlier, later].filter(([start, end]) => start < end);
}

function overQuota(change: SlotChange, { usedSeconds }: World, settings: ReservationSettings): Refusal | undefined {
  const limit = settings.quotaGpuHoursWeek * 3600;
  if (change.isAdmin || limit === 0) return undefined;
  const old = gpuSecondsByWeek(change.before, settings.zone);
  for (const [week, seconds] of gpuSecondsByWeek(change.after, settings.zone)) {
    const more = seconds - (old.get(week) ?? 0);
    const used = usedSeconds.get(week) ?? 0;
    if (more > 0 && used + more > limit) return { kind: 'quota', week, usedSeconds: used, askedSeconds: more };
  }
  return undefined;
}

function tooManyLines({ id, after }: SlotChange, { days }: World): Refusal | undefined {
  for (const { ressource, day } of ledgerDaysOf(after)) {
    const others = (days.get(ledgerKey(ressource, day))?.items ?? []).filter(({ r }) => r !== id);
    if (others.length >= maxItemsADay) return { kind: 'too-many-lines', idRessource: ressource, day };
  }
  return undefined;
}

function effectsOf({ id, before, after }: SlotChange, world: World, { zone }: ReservationSettings): Effects {
  const touched = new Map(
    [...ledgerDaysOf(before), ...ledgerDaysOf(after)].map((place) => [ledgerKey(place.ressource, place.day), place]),
  );
  const days = [...touched].map(([key, { ressource, day }]): LedgerDay => {
    const items = world.days.get(key)?.items ?? [];
    return { ressource, day, items: replaceItem(items, id, itemOn(id, after, ressource, day)) };
  });
  const old = gpuSecondsByWeek(before, zone);
  const next = gpuSecondsByWeek(after, zone);
  const weeks = [...new Set([...old.keys(), ...next.keys()])];
  const usedSeconds = weeks
    .map((week) => [week, (next.get(week) ?? 0) - (old.get(week) ?? 0)] as const)
    .filter(([, more]) => more !== 0)
    .map(([week, more]) => [week, (world.usedSeconds.get(week) ?? 0) + more] as const);
  return { days, usedSeconds: new Map(usedSeconds), ressources: extended(after, world) };
}

function itemOn(id: number, after: Slot | undefined, ressource: number, day: number): Item | undefined {
  const line = after?.lignes.find(({ idRessource }) => idRessource === ressource);
  if (after === undefined || line === undefined) return undefined;
  const isThere = ledgerDaysOf({ ...after, lignes: [line] }).some((place) => place.day === day);
  return isThere ? { r: id, s: after.debut, e: after.fin, g: line.nbGPU, m: line.nbMemoire } : undefined;
}

function extended(after: Slot | undefined, { ressources }: World): Ressource[] {
  const last = new Map(ledgerDaysOf(after).map(({ ressource, day }) => [ressource, day]));
  return [...last].flatMap(([id, day]) => {
    const ressource = ressources.get(id);
    return ressource !== undefined && (ressource.lastDay ?? -1) < day ? [{ ...ressource, lastDay: day }] : [];
  });
}
