import { maskAddress } from '../../domain/portal/mask-address.ts';
import type { Site } from '../../domain/portal/recipe-site.ts';
import type { Marker } from '../../domain/portal/recipe-value.ts';
import { retryAfterSeconds } from '../../domain/retry-after.ts';
import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';
import type { LiveSite } from './live-site.ts';
import { SessionLostError } from './session-errors.ts';

type Sign = 'login' | 'maintenance' | 'overload' | 'forbidden' | 'error';
const laterSeconds = { maintenance: 900, overload: 60, unavailable: 60 } as const;
/** A portal that asks for more is asked again the next day. */
const longestWaitSeconds = 86_400;

/** The signs of trouble that the recipe knows on this site. */
export function siteMarkers(site: Site): { readonly sign: Sign; readonly marker: Marker }[] {
  const signs = [
    { sign: 'maintenance' as const, marker: site.maintenance },
    { sign: 'overload' as const, marker: site.overload },
    { sign: 'forbidden' as const, marker: site.forbidden },
    { sign: 'error' as const, marker: site.error },
    { sign: 'login' as const, marker: site.login?.form },
  ];
  return signs.flatMap(({ sign, marker }) => (marker === undefined ? [] : [{ sign, marker }]));
}

/**
 * Throws the error that the first sign found stands for.
 * @param found for each of `siteMarkers`, where it was found or null.
 */
export function assertNoTrouble(
  site: LiveSite,
  where: { readonly address: string },
  found: readonly (string | null)[],
  during: 'login' | 'work' = 'work',
): void {
  siteMarkers(site.recipe).forEach(({ sign }, index) => {
    const text = found[index];
    if (text === null || text === undefined) return;
    const place = `${site.portal} (${maskAddress(where.address)})`;
    switch (sign) {
      case 'maintenance':
        throw new PortalUnavailableError(`portail en maintenance : ${place}`, laterSeconds.maintenance);
      case 'overload':
        throw new PortalUnavailableError(`portail surchargé : ${place}`, laterSeconds.overload);
      case 'forbidden':
        throw new PortalMismatchError(`le portail refuse la demande : ${place}`);
      case 'error':
        throw new PortalMismatchError(`le portail signale une erreur : ${place} : ${oneLine(text)}`);
      case 'login':
        if (during === 'work') throw new SessionLostError(`session lost: ${maskAddress(where.address)}`);
    }
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** What an HTTP status alone says: nothing, or that the portal cannot answer now, and for how long. */
export function statusTrouble(
  status: number,
  retryAfter: string | undefined,
  where: string,
  now: Date,
): PortalUnavailableError | undefined {
  if (status !== 429 && status < 500) return undefined;
  const asked = retryAfterSeconds(retryAfter, now) ?? laterSeconds.unavailable;
  const seconds = Math.min(asked, longestWaitSeconds);
  return new PortalUnavailableError(`le portail répond ${status} : ${maskAddress(where)}`, seconds);
}
