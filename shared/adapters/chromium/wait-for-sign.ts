import { TimeoutError } from 'puppeteer-core';
import type { Step } from '../../domain/portal/recipe-step.ts';
import type { Marker } from '../../domain/portal/recipe-value.ts';
import { expandTemplate } from '../../domain/portal/template.ts';
import { markerQuery } from './document-reading.ts';
import { isAnyVisible, readElement } from './in-page/page-actions.ts';
import { isNavigationRace, StepFailedError } from './session-errors.ts';
import { elementOf, explainMissing, type StepRun } from './step-run.ts';
import { answerInTime, ask, readTab, release, waitUntil } from './tab.ts';

/** Waits for a sign. @throws StepFailedError */
export async function waitForMarker(run: StepRun, marker: Marker, milliseconds: number): Promise<void> {
  const query = markerQuery(marker);
  const seen = await waitUntil(run.tab, run.site, milliseconds, async () => {
    const { markers } = await readTab(run.tab, run.site, { markers: [query] });
    return markers[0] !== null;
  });
  if (seen) return;
  const [first] = marker;
  const sought = marker.map(({ selector, text, matches, url }) =>
    [selector, text, matches?.source, url?.source].filter(Boolean).join(' / '),
  );
  const help =
    first?.selector === undefined ? '' : ` ; ${await explainMissing(run.tab, first.selector, first.text ?? null)}`;
  throw new StepFailedError(`${run.where} : signe attendu introuvable (${sought.join(' | ')})${help}`);
}

/** Waits until nothing that the selector finds is visible. @throws StepFailedError */
export async function waitUntilGone(run: StepRun, selector: string, milliseconds: number): Promise<void> {
  const gone = await waitUntil(
    run.tab,
    run.site,
    milliseconds,
    async () => !(await ask(run.tab, (frame) => frame.evaluate(isAnyVisible, selector))),
  );
  if (!gone) throw new StepFailedError(`${run.where} : « ${selector} » est toujours là`);
}

/** Waits until the page asked the network for nothing for so long. @throws StepFailedError */
export async function waitUntilQuiet(run: StepRun, idleMilliseconds: number, milliseconds: number): Promise<void> {
  try {
    await run.tab.page.waitForNetworkIdle({ idleTime: idleMilliseconds, timeout: milliseconds });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    throw new StepFailedError(`${run.where} : la page ne cesse de demander quelque chose au réseau`, { cause: error });
  }
}

/** Reads something back until it is as expected. @throws StepFailedError with what it is instead. */
export async function expectValue(
  run: StepRun,
  step: Extract<Step, { expect: string }>,
  milliseconds: number,
): Promise<void> {
  const { is, contains, matches } = step;
  const wanted = {
    is: is === undefined ? undefined : expandTemplate(is, run.context),
    contains: contains === undefined ? undefined : expandTemplate(contains, run.context),
  };
  let found = '';
  const held = await waitUntil(run.tab, run.site, milliseconds, async () => {
    const handle = await elementOf(run, step.expect, milliseconds);
    try {
      found = await answerInTime(run.tab, handle.evaluate(readElement, step.attribute ?? null));
      release(handle);
    } catch (error) {
      if (isNavigationRace(error)) return false;
      throw error;
    }
    if (wanted.is !== undefined && found !== wanted.is) return false;
    if (wanted.contains !== undefined && !found.includes(wanted.contains)) return false;
    return matches === undefined || matches.test(found);
  });
  if (held) return;
  const expected = wanted.is ?? wanted.contains ?? String(matches);
  throw new StepFailedError(
    `${run.where} : « ${step.expect} » contient « ${found.slice(0, 100)} », « ${expected} » était attendu`,
  );
}
