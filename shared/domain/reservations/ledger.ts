import * as z from 'zod';
import { formatUtcDay, type Instant, utcDaysOf } from './instant.ts';
import type { Slot } from './reservation.ts';

/** A line as the ledger keeps it, in whole: reservation, start, end, GPUs, memory. Short names: a day may hold thousands. */
export const itemSchema = z.object({
  r: z.number().int(),
  s: z.number().int(),
  e: z.number().int(),
  g: z.number().int(),
  m: z.number().int(),
});
export type Item = z.infer<typeof itemSchema>;

/** The lines on one machine that touch one UTC day. */
export const ledgerDaySchema = z.object({
  ressource: z.number().int(),
  /** The day's number (see `instant.ts`). */
  day: z.number().int(),
  items: z.array(itemSchema),
});
export type LedgerDay = z.infer<typeof ledgerDaySchema>;

/** Names a day of a machine; the order of the texts is that of the days of one machine. */
export function ledgerKey(ressource: number, day: number): string {
  return `${ressource}~${formatUtcDay(day).replaceAll('-', '')}`;
}

/** Which days of which machine a slot touches. */
export function ledgerDaysOf(slot: Slot | undefined): { readonly ressource: number; readonly day: number }[] {
  if (slot === undefined) return [];
  const days = utcDaysOf(slot.debut, slot.fin);
  return slot.lignes.flatMap(({ idRessource }) => days.map((day) => ({ ressource: idRessource, day })));
}

/** The items of these days, each once, though a long one is on several days. */
export function itemsOf(days: Iterable<Pick<LedgerDay, 'items'> | undefined>): Item[] {
  const [first, ...more] = days;
  // Most slots touch one day: its items are as they are wanted.
  if (more.length === 0) return [...(first?.items ?? [])];
  const items = new Map<number, Item>();
  for (const day of [first, ...more]) for (const item of day?.items ?? []) items.set(item.r, item);
  return [...items.values()];
}

/** The items with this reservation's taken out, and its new one put in when there is one; sorted by start, then reservation. */
export function replaceItem(items: readonly Item[], reservation: number, next: Item | undefined): Item[] {
  const others = items.filter(({ r }) => r !== reservation);
  const all = next === undefined ? others : [...others, next];
  return all.sort((a, b) => a.s - b.s || a.r - b.r);
}

/** Whether the item holds something at an instant of [start, end). */
export function meets(item: Item, start: Instant, end: Instant): boolean {
  return item.s < end && item.e > start;
}
