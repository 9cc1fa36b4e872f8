import type { Recipe } from '../../domain/portal/recipe.ts';
import type { TemplateContext } from '../../domain/portal/template.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RefusedLogins } from '../../ports/portal.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import type { Pace } from './pace-requests.ts';
import type { Tab } from './tab.ts';

/** What a step did, told to whoever watches. */
export interface StepNews {
  readonly step: string;
  readonly tab: Tab | undefined;
  readonly detail: string;
}

/** What all the parts of one portal instance share. */
export interface Engine {
  readonly recipe: Recipe;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly refusedLogins: RefusedLogins;
  readonly logger: Logger;
  readonly pace: Pace;
  /** Told after each step; `portal check` prints it. */
  readonly watch?: ((news: StepNews) => Promise<void>) | undefined;
}

/** What templates may speak of. */
export type StepContext = TemplateContext;
