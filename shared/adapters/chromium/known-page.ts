import type { HeldBrowser } from './browser-holder.ts';
import { markerQuery } from './document-reading.ts';
import type { LiveSite } from './live-site.ts';
import { readDocument } from './read-document.ts';
import { assertNoTrouble, siteMarkers } from './site-trouble.ts';

/** How much of an answer is looked at to know what page it is. */
export const knownPageBytes = 256 * 1024;

/** Whether the bytes begin as a web page does, whatever the answer's type says. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .replace(/^(\u00ef\u00bb\u00bf)?\s*(<!--.*?-->\s*)*/s, '');
  return /^<(!doctype html|html|head|body|\?xml[^>]*>\s*<!doctype html|div|form|title|meta|h1|p)\b/i.test(start);
}

/** Throws the error that a page of the portal (login, maintenance...) in these bytes stands for, if it is one. */
export async function assertKnownPage(
  browser: HeldBrowser,
  site: LiveSite,
  address: string,
  bytes: Uint8Array,
): Promise<void> {
  const markers = siteMarkers(site.recipe).map(({ marker }) => markerQuery(marker));
  if (markers.length === 0 || !looksLikeHtml(bytes)) return;
  const html = new TextDecoder('utf-8').decode(bytes);
  const reading = await browser.helper.evaluate(readDocument, { html, address, markers });
  assertNoTrouble(site, { address }, reading.markers);
}
