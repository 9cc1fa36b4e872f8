import type { FoundPhoto, PhotoQuery } from '../document-reading.ts';
import type { OpenDocument } from './open-document.ts';
import { absoluteAddress, attributeOf, elementsOf, largestOf, readSource, styleOf } from './page-values.ts';

/** The photos of all the queries, in the order of the page. */
export function photosOf(opened: OpenDocument, queries: readonly PhotoQuery[]): Promise<FoundPhoto[]> {
  const found = queries.flatMap((query, index) =>
    [...opened.root.querySelectorAll(query.each)].map((element) => ({ element, query, index })),
  );
  found.sort((left, right) => {
    const position = left.element.compareDocumentPosition(right.element);
    return position & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : position & Node.DOCUMENT_POSITION_PRECEDING ? 1 : 0;
  });
  return Promise.all(found.map(({ element, query, index }) => photoOf(opened, element, query, index)));
}

async function photoOf(opened: OpenDocument, element: Element, query: PhotoQuery, index: number): Promise<FoundPhoto> {
  const own = query.address.flatMap((source) => readSource(opened, element, source));
  const address = (query.address.length > 0 ? own : usualAddress(opened, element)).find((url) => url !== '');
  return {
    query: index,
    address: address === undefined ? null : await fetchable(opened, address),
    names: query.names.map((source) => readSource(opened, element, source)),
    type: query.type.flatMap((source) => readSource(opened, element, source)),
    rules: query.rules.map(
      (rule) => rule !== null && (element.closest(rule) !== null || element.querySelector(rule) !== null),
    ),
  };
}

/** The link first: the image in a page is often a preview. Then the largest, the lazy and the plain one, then the background. */
function usualAddress(opened: OpenDocument, element: Element): string[] {
  const link = elementsOf(element, 'a[href]')
    .map((found) => found.getAttribute('href') ?? '')
    .find((href) => href !== '' && !/^(#|javascript:)/i.test(href));
  if (link !== undefined) return [absoluteAddress(opened, link)];
  const image = elementsOf(element, 'img')[0];
  if (image === undefined) return styleOf(opened, element, 'background-image');
  const given = (names: string[]) => names.map((name) => image.getAttribute(name)).filter((value) => value !== null);
  const sets = given(['srcset', 'data-srcset']);
  const lazy = given(['data-original', 'data-full', 'data-src', 'data-lazy', 'data-lazy-src']);
  return [
    ...sets.flatMap((set) => largestOf(opened, set)),
    ...lazy.map((url) => absoluteAddress(opened, url)),
    ...attributeOf(opened, image, 'src'),
  ];
}

/** The address as it is good for outside: a `blob:` means nothing there, so its bytes are taken along as `data:`. */
async function fetchable(opened: OpenDocument, given: string): Promise<string> {
  // What is inline may be megabytes: no URL to be parsed again.
  const url = given.startsWith('data:') ? given : absoluteAddress(opened, given);
  if (!opened.live || !url.startsWith('blob:')) return url;
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

export const photoParts = [photosOf, photoOf, usualAddress, fetchable];
