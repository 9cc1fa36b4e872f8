import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { CDPSession } from 'puppeteer-core';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import type { HeldBrowser } from './browser-holder.ts';
import { clickNow } from './click-on.ts';
import { assertKnownPage, knownPageBytes } from './known-page.ts';
import type { LiveSite } from './live-site.ts';
import type { ExportFile } from './read-table.ts';
import { PageSilentError } from './session-errors.ts';
import { statusTrouble } from './site-trouble.ts';
import type { StepRun } from './step-run.ts';
import { createPause, readTab, type Tab } from './tab.ts';

// Chromium knows one download folder at a time.
const oneAtATime = pLimit(1);

type Progress = {
  guid: string;
  state: 'inProgress' | 'completed' | 'canceled';
  receivedBytes: number;
  totalBytes: number;
};

/**
 * Clicks and waits for the file that the click downloads. Whatever comes first counts: the whole file, a page that shows
 * the login form or a sign of trouble, or the time limit.
 */
export function downloadByClick(
  run: StepRun,
  browser: HeldBrowser,
  selector: string,
  hidden: boolean,
): Promise<ExportFile> {
  return oneAtATime(async () => {
    const folder = await mkdtemp(join(browser.folder, 'download-'));
    const session = await browser.browser.target().createCDPSession();
    try {
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allowAndName',
        downloadPath: folder,
        eventsEnabled: true,
      });
      const bytes = await clickAndFollow(run, session, folder, selector, hidden);
      await assertKnownPage(browser, run.site, run.tab.page.url(), bytes.subarray(0, knownPageBytes));
      return { bytes, contentType: '' };
    } finally {
      if (browser.browser.connected) {
        await session.send('Browser.setDownloadBehavior', { behavior: 'deny' });
        await session.detach();
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}

async function clickAndFollow(
  run: StepRun,
  session: CDPSession,
  folder: string,
  selector: string,
  hidden: boolean,
): Promise<Uint8Array> {
  const { engine, tab, site } = run;
  const { pace } = engine.recipe;
  let guid: string | undefined;
  let progress: Progress | undefined;
  session.on('Browser.downloadWillBegin', (event) => {
    guid ??= event.guid;
  });
  session.on('Browser.downloadProgress', (event) => {
    if (event.guid === guid) progress = event;
  });
  await engine.pace.turn();
  tab.response = undefined;
  await clickNow(run, { selector, text: null, hidden }, pace.timeoutSeconds * 1000);
  const end = performance.now() + pace.downloadSeconds * 1000;
  const pause = createPause();
  for (;;) {
    if (progress?.state === 'completed') return readWhole(join(folder, progress.guid), progress.totalBytes);
    if (progress?.state === 'canceled')
      throw new PortalUnavailableError('list.export : le téléchargement a été interrompu', 30);
    if ((progress?.receivedBytes ?? 0) > pace.maxExportBytes) {
      await cancel(session, guid);
      throw new PortalMismatchError(`list.export : plus de ${pace.maxExportBytes} octets`);
    }
    if (guid === undefined) await assertNoAnswerInstead(run);
    if (performance.now() > end) {
      await cancel(session, guid);
      const what = guid === undefined ? 'ne commence pas' : `ne finit pas (${progress?.receivedBytes ?? 0} octets)`;
      throw new PortalUnavailableError(`list.export : le téléchargement ${what}`, 60);
    }
    await lookAtPage(tab, site);
    await pause();
  }
}

/** A page that answers nothing while its click is answered by nothing: the time limit of the download says it better. */
async function lookAtPage(tab: Tab, site: LiveSite): Promise<void> {
  try {
    await readTab(tab, site, {});
  } catch (error) {
    if (!(error instanceof PageSilentError)) throw error;
  }
}

async function assertNoAnswerInstead({ engine, tab }: StepRun): Promise<void> {
  const { response } = tab;
  if (response === undefined) return;
  const trouble = statusTrouble(
    response.status(),
    response.headers()['retry-after'],
    response.url(),
    engine.clock.now(),
  );
  if (trouble !== undefined) throw trouble;
}

async function cancel(session: CDPSession, guid: string | undefined): Promise<void> {
  if (guid !== undefined) await session.send('Browser.cancelDownload', { guid });
}

async function readWhole(path: string, totalBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (totalBytes > 0 && size !== totalBytes) {
    throw new PortalUnavailableError(`list.export : ${size} octets reçus sur ${totalBytes}`, 30);
  }
  return readFile(path);
}
