import type { Export } from '../../domain/portal/recipe-list.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import type { HeldBrowser } from './browser-holder.ts';
import { downloadByClick } from './download-by-click.ts';
import { fetchFile } from './fetch-file.ts';
import type { ExportFile } from './read-table.ts';
import { runSteps } from './run-steps.ts';
import { elementOf, type StepRun } from './step-run.ts';
import { addressOf } from './step-texts.ts';
import { answerInTime, release } from './tab.ts';

/** Gets the table as a file: by a click that downloads, or from an address fetched with the session and a Referer. */
export async function fetchExport(list: StepRun, browser: HeldBrowser, way: Export): Promise<ExportFile> {
  const run = { ...list, where: 'list.export' };
  await runSteps({ ...run, where: 'list.export.steps' }, way.steps);
  const file =
    way.click === undefined
      ? await fetchTable(run, browser, way)
      : await downloadByClick(run, browser, way.click, way.hidden);
  await run.engine.watch?.({ step: 'list.export', tab: run.tab, detail: `${file.bytes.length} octets` });
  return file;
}

async function fetchTable(run: StepRun, browser: HeldBrowser, way: Export): Promise<ExportFile> {
  const { engine, tab, site } = run;
  const { maxExportBytes } = engine.recipe.pace;
  const address = way.fetch === undefined ? await hrefOf(run, way.link ?? '') : addressOf(run, way.fetch);
  const referer = tab.page.url();
  const file = await fetchFile(engine, browser, site, {
    address,
    referer,
    accept: 'text/csv,*/*',
    maxBytes: maxExportBytes,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.body) chunks.push(chunk);
  if (/^text\/html/i.test(file.contentType)) {
    throw new PortalMismatchError('list.export : le portail répond par une page au lieu de la table');
  }
  return { bytes: Buffer.concat(chunks), contentType: file.contentType };
}

async function hrefOf(run: StepRun, selector: string): Promise<string> {
  const handle = await elementOf(run, selector, run.engine.recipe.pace.timeoutSeconds * 1000);
  const href = await answerInTime(
    run.tab,
    handle.evaluate((element) => (element instanceof HTMLAnchorElement ? element.href : '')),
  );
  release(handle);
  if (href === '') throw new PortalMismatchError(`list.export.link : « ${selector} » n’est pas un lien`);
  return href;
}
