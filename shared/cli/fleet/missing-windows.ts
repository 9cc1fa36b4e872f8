import { formatDay } from '../../domain/day.ts';
import { windowLabels } from '../../domain/fleet/labels.ts';
import type { MissingWindow } from '../../domain/fleet/missing-windows.ts';
import { formatTable } from '../terminal/table.ts';

/** The fleet's missing windows for people: nothing when the fleet was never asked for anything that is missing. */
export function describeMissingWindows(missing: readonly MissingWindow[], mostListed: number): string[] {
  if (missing.length === 0) return [];
  const rows = missing
    .slice(0, mostListed)
    .map(({ table, day, status, reason }) => [table, formatDay(day), reason ?? windowLabels[status]]);
  const more =
    missing.length > mostListed ? `\n… et ${missing.length - mostListed} autres (--json les donne toutes)` : '';
  return [`${formatTable(['Fenêtre manquante', 'Jour', 'Cause'], rows)}${more}`];
}
