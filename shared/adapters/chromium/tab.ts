import { setTimeout as sleep } from 'node:timers/promises';
import type { ElementHandle, Frame, HTTPResponse, Page } from 'puppeteer-core';
import { type DocumentReading, markerQuery, type Reading } from './document-reading.ts';
import { findElement } from './in-page/page-actions.ts';
import type { LiveSite } from './live-site.ts';
import { readDocument } from './read-document.ts';
import { isNavigationRace, PageSilentError } from './session-errors.ts';
import { assertNoTrouble, siteMarkers } from './site-trouble.ts';

/** A page of the browser while it is used for one piece of work. */
export interface Tab {
  /** The page that steps and values look at: the first one, or the tab that a step opened. */
  page: Page;
  /** The frame in it. */
  frame: Frame;
  /** The last answer to a navigation of the page. */
  response: HTTPResponse | undefined;
  /** How long the page may take to answer a question. */
  readonly patienceMilliseconds: number;
  /** Pages that steps opened: closed with the work. */
  readonly opened: Page[];
}

/** A tab on the page's main frame. */
export function openTab(page: Page, patienceMilliseconds: number): Tab {
  const tab: Tab = { page, frame: page.mainFrame(), response: undefined, patienceMilliseconds, opened: [] };
  watchResponses(tab, page);
  return tab;
}

/** Looks at another page from now on. */
export function switchTab(tab: Tab, page: Page): void {
  tab.opened.push(page);
  tab.page = page;
  tab.frame = page.mainFrame();
  watchResponses(tab, page);
}

function watchResponses(tab: Tab, page: Page): void {
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) tab.response = response;
  });
}

const raceTries = 10;
const silentAgainSeconds = 60;
const pollMilliseconds = 50;
const longestPollMilliseconds = 250;
const pollGrowth = 1.2;

/** Pauses between looks at a page: short at first, longer when it takes its time, since every look is work for it. */
export function createPause(): () => Promise<void> {
  let milliseconds = pollMilliseconds;
  return async () => {
    await sleep(milliseconds);
    milliseconds = Math.min(milliseconds * pollGrowth, longestPollMilliseconds);
  };
}

/** Asks the page something, again when a navigation cut the question short. */
export async function ask<Answer>(tab: Tab, question: (frame: Frame) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await answerInTime(tab, question(tab.frame));
    } catch (error) {
      if (!isNavigationRace(error) || attempt === raceTries) throw error;
      await sleep(pollMilliseconds * attempt);
    }
  }
}

/** A page that is being replaced, or whose script never ends, answers nothing at all. @throws PageSilentError */
export async function answerInTime<Answer>(tab: Tab, answer: Promise<Answer>): Promise<Answer> {
  const abandon = new AbortController();
  const silence = sleep(tab.patienceMilliseconds, undefined, { signal: abandon.signal }).then(
    () => Promise.reject(new PageSilentError('la page ne répond plus', silentAgainSeconds)),
    () => answer,
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    abandon.abort();
  }
}

/** Lets go of an element without waiting: a page that is being replaced may never answer, and then there is nothing to free. */
export function release(handle: ElementHandle<Element>): void {
  handle.dispose().catch(() => undefined);
}

/** Reads the document in one go, and the signs of trouble with it. @throws the error that a sign stands for. */
export async function readTab(tab: Tab, site: LiveSite, reading: Reading): Promise<DocumentReading> {
  const signs = siteMarkers(site.recipe).map(({ marker }) => markerQuery(marker));
  const answer = await ask(tab, (frame) =>
    frame.evaluate(readDocument, { ...reading, markers: [...signs, ...(reading.markers ?? [])] }),
  );
  assertNoTrouble(site, answer, answer.markers.slice(0, signs.length));
  return { ...answer, markers: answer.markers.slice(signs.length) };
}

/** The element, once it is there; null when the time is over. Signs of trouble end the wait. */
export async function waitForElement(
  tab: Tab,
  site: LiveSite,
  selector: string,
  options: { readonly text?: string | null; readonly milliseconds: number },
): Promise<ElementHandle<Element> | null> {
  const end = performance.now() + options.milliseconds;
  const pause = createPause();
  for (;;) {
    const handle = await findHandle(tab, selector, options.text ?? null);
    if (handle !== null) return handle;
    await readTab(tab, site, {});
    if (performance.now() > end) return null;
    await pause();
  }
}

async function findHandle(tab: Tab, selector: string, text: string | null): Promise<ElementHandle<Element> | null> {
  try {
    const handle = await answerInTime(tab, tab.frame.evaluateHandle(findElement, selector, text));
    const element = handle.asElement();
    if (element === null) await handle.dispose();
    return element as ElementHandle<Element> | null;
  } catch (error) {
    if (isNavigationRace(error)) return null;
    throw error;
  }
}

/** Waits until the check says yes; false when the time is over. Signs of trouble end the wait. */
export async function waitUntil(
  tab: Tab,
  site: LiveSite,
  milliseconds: number,
  check: () => Promise<boolean>,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  const pause = createPause();
  for (;;) {
    if (await check()) return true;
    await readTab(tab, site, {});
    if (performance.now() > end) return false;
    await pause();
  }
}
