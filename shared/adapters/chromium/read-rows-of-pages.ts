import { everySource, mapRow } from '../../domain/portal/map-row.ts';
import type { List } from '../../domain/portal/recipe-list.ts';
import { PortalMismatchError, type RejectedRow } from '../../ports/portal.ts';
import type { RowsFound } from './check-rows.ts';
import { clickOn } from './click-on.ts';
import { sourceQuery } from './document-reading.ts';
import type { StepRun } from './step-run.ts';
import { readTab, waitUntil } from './tab.ts';

/** The link that leads on, but not one that is there and disabled. */
export function usableNext(selector: string): string {
  return `:is(${selector}):not([disabled], [aria-disabled="true"], .disabled, .disabled *)`;
}

/** Reads the rows of the list page by page, for portals without an export. */
export async function readRowsOfPages(run: StepRun, list: List, way: NonNullable<List['rows']>): Promise<RowsFound> {
  const { tab, site, engine } = run;
  const sources = everySource(list.columns);
  const rows = {
    selector: way.selector,
    sources: sources.map((source) => ({ ...sourceQuery(source), until: way.selector })),
  };
  const next = way.next === undefined ? undefined : usableNext(way.next);
  const milliseconds = engine.recipe.pace.timeoutSeconds * 1000;
  const pages: (readonly (readonly (readonly string[])[])[])[] = [];
  for (;;) {
    const previous = JSON.stringify(pages.at(-1) ?? []);
    let leadsOn = false;
    // The rows may come by script, and the ones of the page before may still be there.
    const changed = await waitUntil(tab, site, milliseconds, async () => {
      const reading = await readTab(tab, site, { rows, sources: next === undefined ? [] : [{ selector: next }] });
      leadsOn = (reading.sources[0] ?? []).length > 0;
      if (reading.rows.length === 0 || JSON.stringify(reading.rows) === previous) return false;
      pages.push(reading.rows);
      return true;
    });
    if (!changed && pages.length > 0)
      throw new PortalMismatchError(`list.rows.next : la page ${pages.length + 1} n’arrive pas`);
    if (!changed || !leadsOn || next === undefined) break;
    if (pages.length >= way.maxPages) throw new PortalMismatchError(`list.rows : plus de ${way.maxPages} pages`);
    await clickOn(run, { selector: next, text: null, hidden: false, newTab: false }, milliseconds);
  }
  return mapCells(pages.flat(), list, sources, engine.recipe.zone);
}

function mapCells(
  cells: readonly (readonly (readonly string[])[])[],
  list: List,
  sources: ReturnType<typeof everySource>,
  zone: string,
): RowsFound {
  const rows: RowsFound['rows'][number][] = [];
  const rejects: RejectedRow[] = [];
  cells.forEach((found, index) => {
    const line = index + 1;
    const mapped = mapRow(list.columns, (source) => found[sources.indexOf(source)] ?? [], zone);
    if ('reason' in mapped) rejects.push({ line, reason: mapped.reason, text: found.flat().join(' | ') });
    else rows.push({ line, row: mapped.row });
  });
  const bytes = new TextEncoder().encode(JSON.stringify(cells, null, 1));
  return { rows, rejects, raw: { bytes, extension: 'json', contentType: 'application/json' }, warnings: [] };
}
