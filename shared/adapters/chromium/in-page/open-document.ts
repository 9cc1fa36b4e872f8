import type { Reading } from '../document-reading.ts';

/* What stands in this folder runs inside the page, sent there as text by `page-script.ts`: it may use nothing but its
   arguments, what a page has, and the functions that are sent with it. */

/** The document that is read, and what its parts need to know of it. */
export interface OpenDocument {
  readonly root: Document;
  /** The page itself, not a document that was fetched. */
  readonly live: boolean;
  readonly address: string;
  /** What relative addresses are relative to. */
  readonly base: string;
  /** Elements that begin a line of text. */
  readonly blocks: ReadonlySet<string>;
  /** Elements whose text nobody sees. */
  readonly silent: ReadonlySet<string>;
}

/** Opens the document of the page, or the one that was fetched. */
export function openDocument({ html, address: given }: Reading): OpenDocument {
  const live = html === undefined;
  const root = live ? document : new DOMParser().parseFromString(html, 'text/html');
  const address = given ?? location.href;
  const baseHref = root.querySelector('base[href]')?.getAttribute('href') ?? '';
  const blocks =
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER LI MAIN NAV OL P PRE SECTION TABLE TBODY TR UL';
  return {
    root,
    live,
    address,
    base: live ? document.baseURI : new URL(baseHref, address).href,
    blocks: new Set(blocks.split(' ')),
    silent: new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD']),
  };
}
