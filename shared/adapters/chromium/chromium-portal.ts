import type { Portal } from '../../ports/portal.ts';
import { type ChromiumPortalOptions, openWatchedPortal } from './watched-portal.ts';

export { checkPortal } from './check-portal.ts';
export { readRecipe } from './read-recipe.ts';
export type { ChromiumPortalOptions } from './watched-portal.ts';

/**
 * A portal seen through Chromium, as its recipe says. The browser starts with the first call; it, its login and its
 * cookies are shared by all the callers of the instance.
 */
export function createChromiumPortal(options: ChromiumPortalOptions): Portal {
  return openWatchedPortal(options);
}
