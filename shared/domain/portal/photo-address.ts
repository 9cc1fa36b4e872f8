import { looksLikeToken } from './mask-address.ts';

/** The last segment of the URL's path, decoded once; null when it ends with a slash or cannot be decoded. */
export function addressName(url: string): string | null {
  const segment = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment) || null;
  } catch {
    return segment;
  }
}

/** The address after each rule in its order: thumbnail to original. */
export function rewriteAddress(
  url: string,
  rules: readonly { readonly pattern: RegExp; readonly replace: string }[],
): string {
  return rules.reduce((address, { pattern, replace }) => address.replace(pattern, replace), url);
}

const documentExtensions =
  /\.(pdf|txt|csv|tsv|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|rar|7z|tar|t?gz|eml|msg|x?html?|xml|json|js|css|svg|ics|mp[34]|m4[av]|mov|avi|mkv|webm|wav|ogg)$/i;

/** Whether the name or the type says that this is no photo. Names without an extension may be photos: bytes decide. */
export function saysNoPhoto(name: string | null, type: string | undefined): boolean {
  if (type?.includes('/') && !/octet-stream/i.test(type)) return !/^image\//i.test(type);
  return name !== null && documentExtensions.test(name.trim());
}

/** What names a photo over visits: the path of its address, and what of its query looks like an id rather than a token. */
export function stableAddress(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const kept = [...searchParams].filter(([, value]) => !looksLikeToken(value) && value.length <= 40);
  return kept.length === 0 ? pathname : `${pathname}?${new URLSearchParams(kept)}`;
}
