import type { Recipe } from '../../domain/portal/recipe.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Portal, RefusedLogins } from '../../ports/portal.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { type BrowserHolder, createBrowserHolder } from './browser-holder.ts';
import type { Engine, StepNews } from './engine.ts';
import { createPace } from './pace-requests.ts';
import { readDay } from './read-day.ts';
import { readDocumentNames, readRecord } from './read-record.ts';
import { createSessions } from './sessions.ts';

export interface ChromiumPortalOptions {
  readonly recipe: Recipe;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly refusedLogins: RefusedLogins;
  readonly logger: Logger;
  /** Another Chromium than the packaged one. */
  readonly chromiumPath?: string;
  /** Folder for pictures and HTML of failures, masked; none are kept without it. */
  readonly screenshotsTo?: string;
}

/** A portal whose steps somebody may watch. @param holder its browser, when it is not the portal's alone. */
export function openWatchedPortal(
  options: ChromiumPortalOptions,
  watch?: (news: StepNews, engine: Engine) => Promise<void>,
  holder: BrowserHolder = createBrowserHolder(options),
): Portal {
  const { recipe, secrets, clock, refusedLogins, logger, screenshotsTo } = options;
  const unwatched: Engine = { recipe, secrets, clock, refusedLogins, logger, pace: createPace(recipe, clock) };
  const engine: Engine = watch === undefined ? unwatched : { ...unwatched, watch: (news) => watch(news, unwatched) };
  const sessions = createSessions(engine, holder, screenshotsTo);
  return {
    listDay: (day) => readDay(engine, sessions, day),
    readRecord: (row) => readRecord(engine, sessions, row),
    readDocumentNames: (row) => readDocumentNames(engine, sessions, row),
    close: () => holder.close(),
  };
}
