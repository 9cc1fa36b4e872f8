import type { Day } from '../../domain/day.ts';
import { maskAddress } from '../../domain/portal/mask-address.ts';
import type { RefusedLogins } from '../../ports/portal.ts';
import { type BrowserHolder, createBrowserHolder } from './browser-holder.ts';
import type { Engine, StepNews } from './engine.ts';
import { keepEvidence } from './keep-evidence.ts';
import { createQueue } from './queue.ts';
import { type CheckedStep, type CheckSummary, tryPortal } from './try-portal.ts';
import { type ChromiumPortalOptions, openWatchedPortal } from './watched-portal.ts';

export interface CheckOptions extends ChromiumPortalOptions {
  readonly day: Day;
}

/**
 * Tries the recipe on one day: login, list, the first record that has photos, its first photo, its names. Tells each step
 * as it is done, and returns the whole. Nothing is sent anywhere.
 * Credentials that were refused before are tried again here, once, and only here: a person asks for it. The refusal is
 * forgotten when the login succeeds, which clears the way for runs.
 * @param holder its browser, when it is not the check's alone.
 */
export async function* checkPortal(
  options: CheckOptions,
  holder: BrowserHolder = createBrowserHolder(options),
): AsyncGenerator<CheckedStep, CheckSummary> {
  const { day, screenshotsTo, ...rest } = options;
  const steps = createQueue<CheckedStep>();
  const watched = { ...rest, refusedLogins: tryOnceMore(rest.refusedLogins) };
  const watch = async (news: StepNews, engine: Engine) => steps.push(await describeNews(news, engine, screenshotsTo));
  const portal = openWatchedPortal(watched, watch, holder);
  const checking = tryPortal(portal, day, (step) => steps.push(step)).finally(() => steps.end());
  try {
    yield* steps.items();
    return await checking;
  } finally {
    await portal.close();
    // Whoever stops listening early has closed the browser under the check: its end is of no interest then.
    await checking.catch(() => undefined);
  }
}

/** Knows only what is refused from now on: earlier refusals get one more try, those of this check none. */
function tryOnceMore(refused: RefusedLogins): RefusedLogins {
  const refusedNow = new Set<string>();
  return {
    reasonOf: async (fingerprint) => (refusedNow.has(fingerprint) ? refused.reasonOf(fingerprint) : undefined),
    async remember(fingerprint, reason) {
      refusedNow.add(fingerprint);
      await refused.remember(fingerprint, reason);
    },
    forget: (fingerprint) => refused.forget(fingerprint),
  };
}

async function describeNews({ step, tab, detail }: StepNews, engine: Engine, folder?: string): Promise<CheckedStep> {
  const picture = tab === undefined || folder === undefined ? undefined : await keepEvidence(tab, folder, step, engine);
  return {
    step,
    ok: !step.startsWith('echec'),
    detail: tab === undefined ? maskAddress(detail) : detail,
    ...(tab === undefined ? {} : { address: maskAddress(tab.page.url()) }),
    ...(picture === undefined ? {} : { screenshot: picture }),
  };
}
