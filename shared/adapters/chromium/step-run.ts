import type { Engine, StepContext } from './engine.ts';
import { suggestSelectors } from './in-page/suggest-selectors.ts';
import type { LiveSite } from './live-site.ts';
import { StepFailedError } from './session-errors.ts';
import { ask, type Tab, waitForElement } from './tab.ts';

/** What a step needs to be done. */
export interface StepRun {
  readonly engine: Engine;
  readonly tab: Tab;
  readonly site: LiveSite;
  readonly context: StepContext;
  /** Where the steps stand in the recipe (`list.steps`), for messages. */
  readonly where: string;
}

/** The element that the selector finds. @throws StepFailedError with the nearest selectors of the page. */
export async function elementOf(run: StepRun, selector: string, milliseconds: number, text: string | null = null) {
  const handle = await waitForElement(run.tab, run.site, selector, { text, milliseconds });
  if (handle !== null) return handle;
  throw new StepFailedError(`${run.where} : ${await explainMissing(run.tab, selector, text)}`);
}

/** Says that the selector finds nothing, and what is nearest to it in the page. */
export async function explainMissing(tab: Tab, selector: string, text: string | null): Promise<string> {
  const near = await ask(tab, (frame) => frame.evaluate(suggestSelectors, selector));
  const what =
    text === null ? `« ${selector} » ne trouve rien` : `« ${selector} » ne trouve rien qui contienne « ${text} »`;
  return near.length === 0 ? what : `${what} ; les plus proches : ${near.join('  ')}`;
}
