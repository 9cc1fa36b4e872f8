import { PortalMismatchError, PortalUnavailableError } from '../../ports/portal.ts';

/** The page is the login form: the session is lost. Never leaves the adapter: it is logged in again and redone once. */
export class SessionLostError extends Error {
  override name = 'SessionLostError';
}

/** A step that did not do what the recipe says, with what may help to mend it. */
export class StepFailedError extends PortalMismatchError {
  override name = 'StepFailedError';
}

/** The page answers no question: it is being replaced by one that does not come, or a script of it never ends. */
export class PageSilentError extends PortalUnavailableError {
  override name = 'PageSilentError';
}

const crashSigns =
  /Target closed|Session closed|Connection closed|Protocol error.*closed|browser has disconnected|Page crashed|Target crashed|Navigating frame was detached|WebSocket is not open|frame got detached|detached Frame/i;

/** Whether the browser or the page died under the work: out of memory, killed, crashed. */
export function isCrash(error: unknown): boolean {
  return (
    error instanceof Error &&
    (crashSigns.test(error.message) || error.name === 'TargetCloseError' || error.name === 'ConnectionClosedError')
  );
}

/** Whether a script in the page was cut short by a navigation: the same question makes sense on the next page. */
export function isNavigationRace(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Execution context was destroyed|Cannot find context|Execution context is not available|Inspected target navigated/i.test(
      error.message,
    )
  );
}
