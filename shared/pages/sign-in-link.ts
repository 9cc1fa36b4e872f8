/**
 * The page's address that signs in whoever opens it. The token stands in the fragment, which no browser sends; the page takes
 * it out of the address at once.
 */
export function signInLink(page: string, token: string): string {
  return `${page.replace(/#.*$/, '')}#jeton=${encodeURIComponent(token)}`;
}
