/**
 * The address without what may be secret or personal: user, password, the values of its query, its fragment, and path
 * segments that look like tokens.
 */
export function maskAddress(address: string): string {
  if (!URL.canParse(address)) return '(adresse illisible)';
  const url = new URL(address);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return `${url.protocol}…`;
  const path = url.pathname
    .split('/')
    .map((segment) => (looksLikeToken(segment) ? '…' : segment))
    .join('/');
  const names = [...new Set(url.searchParams.keys())].map((name) => (looksLikeToken(name) ? '…' : name));
  const query = names.length === 0 ? '' : `?${names.map((name) => `${name}=…`).join('&')}`;
  return `${url.protocol}//${url.host}${path}${query}`;
}

/** Long runs of letters and digits mixed, or of hexadecimal digits: session ids, signatures, feed keys. */
export function looksLikeToken(segment: string): boolean {
  if (/^[0-9a-f]{16,}$/i.test(segment)) return true;
  return /^[\w~.+=-]{24,}$/.test(segment) && /\d/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment);
}
