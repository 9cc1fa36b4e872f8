import type { Page as PageRecipe } from '../../domain/portal/recipe-record.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import type { HeldBrowser } from './browser-holder.ts';
import { clickOn } from './click-on.ts';
import { type DocumentReading, markerQuery, type Reading, type SourceQuery } from './document-reading.ts';
import type { Engine, StepContext } from './engine.ts';
import { fetchFile } from './fetch-file.ts';
import { takeInlineFilesOut } from './inline-files.ts';
import { openAddress } from './navigate.ts';
import { readDocument } from './read-document.ts';
import { usableNext } from './read-rows-of-pages.ts';
import { runSteps } from './run-steps.ts';
import type { Sessions } from './sessions.ts';
import { assertNoTrouble, siteMarkers } from './site-trouble.ts';
import type { StepRun } from './step-run.ts';
import { addressOf } from './step-texts.ts';
import { readTab } from './tab.ts';
import { waitForMarker } from './wait-for-sign.ts';

const maxHtmlBytes = 20_000_000;

/** Opens one of the recipe's pages and reads everything in one go; the parts of a page that goes on are read as one. */
export async function readPage(
  engine: Engine,
  sessions: Sessions,
  name: string,
  context: StepContext,
  reading: Reading,
): Promise<DocumentReading> {
  const page = engine.recipe.pages[name];
  if (page === undefined) throw new PortalMismatchError(`page « ${name} » inconnue dans la recette`);
  const next: readonly SourceQuery[] =
    page.next === undefined ? [] : [{ selector: usableNext(page.next), attribute: 'href' }];
  const asked: Reading = {
    ...reading,
    sources: [...(reading.sources ?? []), ...next],
    markers: [...(reading.markers ?? []), ...(page.ready === undefined ? [] : [markerQuery(page.ready)])],
  };
  const where = `pages.${name}`;
  const parts =
    page.load === 'html'
      ? await engine.pace.inPlace(() =>
          sessions.inSession(page.site, (browser, site) =>
            readHtml({ engine, site, context, where }, browser, page, asked),
          ),
        )
      : await sessions.inBrowserTab(page.site, (_, tab, site) =>
          readLive({ engine, tab, site, context, where }, page, asked),
        );
  const merged = mergeParts(parts, asked);
  await engine.watch?.({ step: where, tab: undefined, detail: merged.address });
  return merged;
}

type Place = Pick<StepRun, 'engine' | 'site' | 'context' | 'where'>;

async function readHtml(
  place: Place,
  browser: HeldBrowser,
  page: PageRecipe,
  reading: Reading,
): Promise<DocumentReading[]> {
  const parts: DocumentReading[] = [];
  let address: string | undefined = addressOf(place, page.open ?? '');
  while (address !== undefined) {
    const part: DocumentReading = await readHtmlPart(place, browser, address, reading);
    if (page.ready !== undefined && part.markers.at(-1) === null) {
      throw new PortalMismatchError(
        `${place.where}.ready : signe attendu introuvable (page « ${part.title} ») ; si un script l’écrit, load: page`,
      );
    }
    parts.push(part);
    address = page.next === undefined ? undefined : part.sources.at(-1)?.[0];
    assertNotTooMany(place, page, parts.length, address !== undefined);
  }
  return parts;
}

async function readHtmlPart(
  { engine, site }: Place,
  browser: HeldBrowser,
  address: string,
  reading: Reading,
): Promise<DocumentReading> {
  const request = {
    address,
    referer: site.address,
    accept: 'text/html,application/xhtml+xml,*/*',
    maxBytes: maxHtmlBytes,
  };
  const file = await fetchFile(engine, browser, site, request);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.body) chunks.push(chunk);
  const { html, putBack } = takeInlineFilesOut(decodeHtml(Buffer.concat(chunks), file.contentType));
  const signs = siteMarkers(site.recipe).map(({ marker }) => markerQuery(marker));
  const markers = [...signs, ...(reading.markers ?? [])];
  const answer = await browser.helper.evaluate(readDocument, { ...reading, html, address: file.address, markers });
  assertNoTrouble(site, answer, answer.markers.slice(0, signs.length));
  return putBack({ ...answer, markers: answer.markers.slice(signs.length) });
}

function decodeHtml(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const said = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1];
  try {
    return new TextDecoder(said ?? 'utf-8').decode(bytes);
  } catch {
    // A charset nobody knows: as a browser does, the usual one.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function readLive(run: StepRun, page: PageRecipe, reading: Reading): Promise<DocumentReading[]> {
  const { engine, tab, site } = run;
  const milliseconds = engine.recipe.pace.timeoutSeconds * 1000;
  if (page.open !== undefined) await openAddress(engine, tab, site, addressOf(run, page.open), milliseconds);
  await runSteps({ ...run, where: `${run.where}.steps` }, page.steps);
  const parts: DocumentReading[] = [];
  for (;;) {
    if (page.ready !== undefined)
      await waitForMarker({ ...run, where: `${run.where}.ready` }, page.ready, milliseconds);
    const part = await readTab(tab, site, reading);
    parts.push(part);
    const leadsOn = page.next !== undefined && (part.sources.at(-1) ?? []).length > 0;
    assertNotTooMany(run, page, parts.length, leadsOn);
    await engine.watch?.({ step: run.where, tab, detail: part.title });
    if (!leadsOn || page.next === undefined) return parts;
    await clickOn(
      { ...run, where: `${run.where}.next` },
      { selector: usableNext(page.next), text: null, hidden: false, newTab: false },
      milliseconds,
    );
  }
}

function assertNotTooMany(place: Place, page: PageRecipe, parts: number, leadsOn: boolean): void {
  if (leadsOn && parts >= page.maxPages)
    throw new PortalMismatchError(`${place.where}.next : plus de ${page.maxPages} parties`);
}

function mergeParts(parts: readonly DocumentReading[], reading: Reading): DocumentReading {
  const [first] = parts;
  if (first === undefined) throw new PortalMismatchError('page vide');
  return {
    address: first.address,
    title: first.title,
    markers: (reading.markers ?? []).map(
      (_, index) => parts.map((part) => part.markers[index] ?? null).find((text) => text !== null) ?? null,
    ),
    sources: (reading.sources ?? []).map((_, index) => parts.flatMap((part) => part.sources[index] ?? [])),
    rows: [],
    photos: parts.flatMap((part) => part.photos),
  };
}
