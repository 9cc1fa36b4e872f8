import type { Step } from '../../domain/portal/recipe-step.ts';
import { stepName } from '../../domain/portal/recipe-step.ts';
import { secretName } from '../../domain/portal/recipe-words.ts';
import { expandTemplate, TemplateError } from '../../domain/portal/template.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import { markerQuery } from './document-reading.ts';
import type { Engine } from './engine.ts';
import { chooseInList, clickOn, fillField, tickBoxes } from './fill-form.ts';
import { openAddress, settleAfter } from './navigate.ts';
import { isAnyVisible, readElement } from './page-actions.ts';
import { isNavigationRace, StepFailedError } from './session-errors.ts';
import { elementOf, explainMissing, type StepRun } from './step-run.ts';
import { answerInTime, ask, readTab, release, type Tab, waitUntil } from './tab.ts';

/** Does the steps in their order. @throws StepFailedError that names the step; the portal errors. */
export async function runSteps(run: StepRun, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const where = `${run.where}[${index}].${stepName(step)}`;
    try {
      await runStep({ ...run, where }, step);
      await run.engine.watch?.({ step: where, tab: run.tab, detail: '' });
    } catch (error) {
      if (step.optional && error instanceof StepFailedError) continue;
      throw nameTemplateMistake(error, where);
    }
  }
}

function nameTemplateMistake(error: unknown, where: string): unknown {
  return error instanceof TemplateError
    ? new PortalMismatchError(`${where} : ${error.message}`, { cause: error })
    : error;
}

/** The time limit of a step in milliseconds; optional steps wait 2 s unless they say otherwise. */
export function limitOf(
  engine: Engine,
  step: { readonly timeoutSeconds?: number | undefined; readonly optional: boolean },
): number {
  return (step.timeoutSeconds ?? (step.optional ? 2 : engine.recipe.pace.timeoutSeconds)) * 1000;
}

/** An absolute address from one of the recipe. */
export function addressOf(run: Pick<StepRun, 'site' | 'context'>, template: string): string {
  return new URL(expandTemplate(template, run.context, true), run.site.address).href;
}

async function runStep(run: StepRun, step: Step): Promise<void> {
  const { engine, tab, site, context } = run;
  const milliseconds = limitOf(engine, step);
  if ('goto' in step) return openAddress(engine, tab, site, addressOf(run, step.goto), milliseconds);
  if ('fill' in step) return fillField(run, step, await textOf(run, step.with), milliseconds);
  if ('select' in step) return chooseInList(run, step, expandTemplate(step.option, context), milliseconds);
  if ('check' in step) return tickBoxes(run, step.check, true, milliseconds);
  if ('uncheck' in step) return tickBoxes(run, step.uncheck, false, milliseconds);
  if ('click' in step) {
    const text = step.text === undefined ? null : expandTemplate(step.text, context);
    return clickOn(run, { selector: step.click, text, hidden: step.hidden, newTab: step.newTab }, milliseconds);
  }
  if ('hover' in step) {
    const handle = await elementOf(run, step.hover, milliseconds);
    await answerInTime(run.tab, handle.hover());
    return release(handle);
  }
  if ('press' in step) return pressKey(run, step, milliseconds);
  if ('wait' in step) return waitForMarker(run, step.wait, milliseconds);
  if ('gone' in step) {
    const gone = await waitUntil(
      tab,
      site,
      milliseconds,
      async () => !(await ask(tab, (frame) => frame.evaluate(isAnyVisible, step.gone))),
    );
    if (!gone) throw new StepFailedError(`${run.where} : « ${step.gone} » est toujours là`);
    return;
  }
  if ('quiet' in step) {
    await tab.page.waitForNetworkIdle({ idleTime: step.quiet, timeout: milliseconds });
    return;
  }
  if ('frame' in step) return enterFrame(run, step.frame, milliseconds);
  return expectValue(run, step, milliseconds);
}

async function textOf(run: StepRun, text: string): Promise<{ readonly text: string; readonly secret: boolean }> {
  const name = secretName(text);
  if (name === undefined) return { text: expandTemplate(text, run.context), secret: false };
  return { text: await run.engine.secrets.get(name), secret: true };
}

async function pressKey(
  run: StepRun,
  step: { press: string; on?: string | undefined },
  milliseconds: number,
): Promise<void> {
  if (step.on !== undefined) {
    const handle = await elementOf(run, step.on, milliseconds);
    await answerInTime(run.tab, handle.focus());
    release(handle);
  }
  await settleAfter(run.engine, run.tab, run.site, milliseconds, () =>
    run.tab.page.keyboard.press(keyOf(run, step.press)),
  );
}

type Key = Parameters<Tab['page']['keyboard']['press']>[0];
const keys: readonly Key[] = [
  'Enter',
  'Escape',
  'Tab',
  'Space',
  'Backspace',
  'Delete',
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageDown',
  'PageUp',
  'F5',
];

function keyOf(run: StepRun, name: string): Key {
  const key = keys.find((known) => known === name);
  if (key === undefined)
    throw new PortalMismatchError(`${run.where} : touche « ${name} » inconnue (${keys.join(', ')})`);
  return key;
}

/** Waits for a sign. @throws StepFailedError */
export async function waitForMarker(
  run: StepRun,
  marker: Parameters<typeof markerQuery>[0],
  milliseconds: number,
): Promise<void> {
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

async function enterFrame(run: StepRun, selector: string, milliseconds: number): Promise<void> {
  if (selector === 'top') {
    run.tab.frame = run.tab.page.mainFrame();
    return;
  }
  const handle = await elementOf(run, selector, milliseconds);
  const frame = await answerInTime(run.tab, handle.contentFrame());
  if (frame === null) throw new StepFailedError(`${run.where} : « ${selector} » n’est pas un cadre`);
  run.tab.frame = frame;
}

async function expectValue(run: StepRun, step: Extract<Step, { expect: string }>, milliseconds: number): Promise<void> {
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
