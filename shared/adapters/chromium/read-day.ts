import type { Day } from '../../domain/day.ts';
import { cleanValues, readCount } from '../../domain/portal/clean-value.ts';
import type { List } from '../../domain/portal/recipe-list.ts';
import type { Count } from '../../domain/portal/recipe-value.ts';
import { type PortalDay, PortalMismatchError } from '../../ports/portal.ts';
import { checkRows, type RowsFound } from './check-rows.ts';
import { markerQuery, sourceQuery } from './document-reading.ts';
import type { Engine } from './engine.ts';
import { fetchExport } from './fetch-export.ts';
import { readRowsOfPages } from './read-rows-of-pages.ts';
import { readTable } from './read-table.ts';
import { runSteps } from './run-steps.ts';
import type { Sessions } from './sessions.ts';
import type { StepRun } from './step-run.ts';
import { explainMissing } from './step-run.ts';
import { readTab, waitUntil } from './tab.ts';

/** Lists one day: filters, total, the explicit "nothing found", the table, and whether all that agrees. */
export async function readDay(engine: Engine, sessions: Sessions, day: Day): Promise<PortalDay> {
  const { recipe, clock } = engine;
  const { list } = recipe;
  return sessions.inBrowserTab(list.site, async (browser, tab, site) => {
    const context = { day, now: clock.now(), zone: recipe.zone };
    const run: StepRun = { engine, tab, site, context, where: 'list.steps' };
    await runSteps(run, list.steps);
    const { total, empty } = await awaitResult(run, list);
    await engine.watch?.({
      step: 'list',
      tab,
      detail: empty ? 'rien trouvé (signe explicite)' : `total annoncé : ${total ?? 'inconnu'}`,
    });
    if (empty) return nothing(day, total);
    const found =
      list.rows === undefined ? await readExport(run, browser) : await readRowsOfPages(run, list, list.rows);
    return checkRows(found, { day, total });
  });

  async function readExport(run: StepRun, browser: Parameters<typeof fetchExport>[1]): Promise<RowsFound> {
    const way = list.export;
    if (way === undefined) throw new PortalMismatchError('list : export ou rows est attendu');
    const file = await fetchExport(run, browser, way);
    return readTable(file, way.table, list.columns, recipe.zone);
  }
}

function nothing(day: Day, total: number | undefined): PortalDay {
  if (total !== undefined && total > 0) {
    throw new PortalMismatchError(
      `le portail annonce ${total} interventions et montre en même temps qu’il n’y en a pas`,
    );
  }
  const raw = { bytes: new Uint8Array(), extension: 'csv', contentType: 'text/csv' } as const;
  return { day, rows: [], rejects: [], raw, warnings: [] };
}

/** Waits until the portal says how many it found, or that it found nothing. */
async function awaitResult(
  run: StepRun,
  list: List,
): Promise<{ readonly total: number | undefined; readonly empty: boolean }> {
  let total: number | undefined;
  let empty = false;
  const markers = [markerQuery(list.empty)];
  const sources = list.total === undefined ? [] : [sourceQuery(list.total)];
  const milliseconds = run.engine.recipe.pace.timeoutSeconds * 1000;
  const said = await waitUntil(run.tab, run.site, milliseconds, async () => {
    const reading = await readTab(run.tab, run.site, { markers, sources });
    empty = reading.markers[0] !== null;
    total = list.total === undefined ? undefined : countOf(list.total, reading.sources[0] ?? []);
    return empty || total !== undefined || list.total === undefined;
  });
  if (said) return { total, empty };
  const help =
    list.total?.selector === undefined ? '' : ` : ${await explainMissing(run.tab, list.total.selector, null)}`;
  throw new PortalMismatchError(`list.total : le nombre d’interventions est introuvable${help}`);
}

/** The number that the source gives; undefined when it gives none. */
export function countOf(count: Count, found: readonly string[]): number | undefined {
  if (
    cleanValues(found, { ...count, pattern: undefined }).some((text) => count.zero.some((zero) => text.includes(zero)))
  )
    return 0;
  const [text] = cleanValues(found, count);
  return text === undefined ? undefined : readCount(text);
}
