import { type Day, formatDay } from '../../domain/day.ts';
import type { InterventionRow } from '../../domain/interventions/intervention.ts';
import { rowsOfOtherDays } from '../../domain/portal/map-row.ts';
import { type PortalDay, PortalMismatchError, type RejectedRow } from '../../ports/portal.ts';

/** What the list gave, before it is believed. */
export interface RowsFound {
  readonly rows: readonly { readonly line: number; readonly row: InterventionRow }[];
  readonly rejects: readonly RejectedRow[];
  readonly raw: PortalDay['raw'];
  readonly warnings: readonly string[];
}

/**
 * Believes the rows only when they are of the day that was asked and as many as the portal says.
 * @throws PortalMismatchError
 */
export function checkRows(
  found: RowsFound,
  asked: { readonly day: Day; readonly total: number | undefined },
): PortalDay {
  const { day, total } = asked;
  const rows = found.rows.map(({ row }) => row);
  const [stray] = rowsOfOtherDays(rows, day);
  if (stray !== undefined) {
    throw new PortalMismatchError(
      `le filtre n’a pas tenu : une ligne est du ${formatDay(stray.date)}, le ${formatDay(day)} était demandé`,
    );
  }
  const count = rows.length + found.rejects.length;
  if (count === 0)
    throw new PortalMismatchError(
      'aucune ligne, mais le portail ne dit pas qu’il n’y a rien : list.empty ne le montre pas',
    );
  const surplus = count > (total ?? count) && (found.rejects.length === 0 || rows.length > (total ?? 0));
  if (total !== undefined && (count < total || surplus)) {
    throw new PortalMismatchError(`le portail annonce ${total} interventions, la liste en donne ${count}`);
  }
  const { unique, repeated } = dropRepeats(found.rows);
  return { day, rows: unique, rejects: [...found.rejects, ...repeated], raw: found.raw, warnings: found.warnings };
}

function dropRepeats(rows: RowsFound['rows']) {
  const seen = new Map<string, number>();
  const unique: InterventionRow[] = [];
  const repeated: RejectedRow[] = [];
  for (const { line, row } of rows) {
    const first = seen.get(row.reference);
    if (first === undefined) {
      seen.set(row.reference, line);
      unique.push(row);
    } else repeated.push({ line, reason: `référence déjà vue ligne ${first}`, text: row.reference });
  }
  return { unique, repeated };
}
