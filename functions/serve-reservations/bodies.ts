import type * as z from 'zod';
import type { LedgerDay } from '../../shared/domain/reservations/ledger.ts';
import type { ligneBody } from '../../shared/messages/reservations-api.ts';

/** The lines of these days that hold something in [from, to), each once, though a long one is on several days. */
export function linesOfDays(days: readonly LedgerDay[], from = 0, to = Number.POSITIVE_INFINITY) {
  const lines = new Map<string, z.infer<typeof ligneBody>>();
  for (const { ressource, items } of days) {
    for (const { r, s, e, g, m } of items) {
      if (s >= to || e <= from) continue;
      lines.set(`${r}~${ressource}`, { idRessource: ressource, idReservation: r, nbGPU: g, nbmemoire: m });
    }
  }
  return [...lines.values()];
}

export function etagOf({ version }: { readonly version: string }): string {
  return `"${version}"`;
}
