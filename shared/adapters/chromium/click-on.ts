import { setTimeout as sleep } from 'node:timers/promises';
import { findObstacle } from './in-page/page-actions.ts';
import { settleAfter } from './navigate.ts';
import { isNavigationRace, StepFailedError } from './session-errors.ts';
import { elementOf, type StepRun } from './step-run.ts';
import { answerInTime, release, switchTab } from './tab.ts';

const pollMilliseconds = 50;

export interface Click {
  readonly selector: string;
  readonly text: string | null;
  /** By script, although it cannot be seen. */
  readonly hidden: boolean;
  readonly newTab: boolean;
}

/** Clicks, and waits for the page that the click opens. A covered element is not clicked: something else would be. */
export async function clickOn(run: StepRun, click: Click, milliseconds: number): Promise<void> {
  const { engine, tab, site } = run;
  const { page } = tab;
  await engine.pace.turn();
  const opened = click.newTab
    ? new Promise<typeof page>((resolve) => page.once('popup', (popup) => popup !== null && resolve(popup)))
    : undefined;
  await settleAfter(engine, tab, site, milliseconds, () => clickNow(run, click, milliseconds));
  if (opened === undefined) return;
  const popup = await Promise.race([opened, sleep(milliseconds, null)]);
  if (popup === null) throw new StepFailedError(`${run.where} : le clic n’ouvre pas d’onglet`);
  switchTab(tab, popup);
  await popup.waitForFunction(() => document.readyState === 'complete', { timeout: milliseconds });
}

/** The click alone, once nothing stands in its way. */
export async function clickNow(run: StepRun, click: Omit<Click, 'newTab'>, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const handle = await elementOf(run, click.selector, milliseconds, click.text);
    try {
      if (click.hidden)
        return await answerInTime(
          run.tab,
          handle.evaluate((element) => (element as HTMLElement).click()),
        );
      const obstacle = await answerInTime(run.tab, handle.evaluate(findObstacle));
      if (obstacle === null) return await answerInTime(run.tab, handle.click());
      if (performance.now() > end)
        throw new StepFailedError(`${run.where} : « ${click.selector} » ${explainObstacle(obstacle)}`);
    } catch (error) {
      if (!isNavigationRace(error)) throw error;
    } finally {
      release(handle);
    }
    await sleep(pollMilliseconds);
  }
}

function explainObstacle(obstacle: string): string {
  if (obstacle === 'hidden') return 'est caché (menu fermé ? « hidden: true » clique par script)';
  if (obstacle === 'disabled') return 'est désactivé';
  return `est recouvert par « ${obstacle} »`;
}
