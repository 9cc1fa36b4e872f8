import type { FleetRequest } from '../../ports/fleet-api.ts';

/** The address of one page: lists joined by commas, but for those that repeat their name. */
export function addressOf(baseUrl: string, request: FleetRequest, cursor: string | undefined): string {
  const repeated = new Set(request.repeated);
  const parts = Object.entries(request.parameters).flatMap(([name, value]) => {
    const values = (typeof value === 'string' ? [value] : value).map(encodeURIComponent);
    const texts = repeated.has(name) ? values : [values.join(',')];
    return texts.map((text) => `${encodeURIComponent(name)}=${text}`);
  });
  if (cursor !== undefined) parts.push(`${request.paging}=${encodeURIComponent(cursor)}`);
  const query = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return `${baseUrl.replace(/\/+$/, '')}${request.path}${query}`;
}
