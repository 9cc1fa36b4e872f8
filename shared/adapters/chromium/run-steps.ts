import type { Step } from '../../domain/portal/recipe-step.ts';
import { stepName } from '../../domain/portal/recipe-step.ts';
import { expandTemplate, TemplateError } from '../../domain/portal/template.ts';
import { PortalMismatchError } from '../../ports/portal.ts';
import { clickOn } from './click-on.ts';
import { chooseInList, fillField, tickBoxes } from './fill-form.ts';
import { openAddress } from './navigate.ts';
import { pressKey } from './press-key.ts';
import { StepFailedError } from './session-errors.ts';
import { elementOf, type StepRun } from './step-run.ts';
import { addressOf, limitOf, textOf } from './step-texts.ts';
import { answerInTime, release } from './tab.ts';
import { expectValue, waitForMarker, waitUntilGone, waitUntilQuiet } from './wait-for-sign.ts';

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
  if ('gone' in step) return waitUntilGone(run, step.gone, milliseconds);
  if ('quiet' in step) return waitUntilQuiet(run, step.quiet, milliseconds);
  if ('frame' in step) return enterFrame(run, step.frame, milliseconds);
  return expectValue(run, step, milliseconds);
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
