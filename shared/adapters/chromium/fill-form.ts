import { setTimeout as sleep } from 'node:timers/promises';
import type { ElementHandle } from 'puppeteer-core';
import type { Step } from '../../domain/portal/recipe-step.ts';
import {
  chooseOption,
  countOtherBoxes,
  isAnyVisible,
  readElement,
  setBoxes,
  setFieldText,
} from './in-page/page-actions.ts';
import { isNavigationRace, StepFailedError } from './session-errors.ts';
import { elementOf, type StepRun } from './step-run.ts';
import { answerInTime, ask, release, waitUntil } from './tab.ts';

const readBackMilliseconds = 2_000;
const pollMilliseconds = 50;

/** Puts the text into the field, closes its calendar, and reads it back. Values of secrets are in no message. */
export async function fillField(
  run: StepRun,
  step: Extract<Step, { fill: string }>,
  value: { readonly text: string; readonly secret: boolean },
  milliseconds: number,
): Promise<void> {
  const handle = await elementOf(run, step.fill, milliseconds);
  if (step.typed) {
    await answerInTime(run.tab, handle.click({ count: 3 }));
    await run.tab.page.keyboard.press('Backspace');
    await answerInTime(run.tab, handle.type(value.text));
  } else if (!(await answerInTime(run.tab, handle.evaluate(setFieldText, value.text)))) {
    throw new StepFailedError(`${run.where} : « ${step.fill} » n’est pas un champ de texte`);
  }
  release(handle);
  if (step.calendar !== undefined) await closeCalendar(run, step.calendar);
  if (!step.readBack) return;
  let found = '';
  const held = await waitUntil(run.tab, run.site, readBackMilliseconds, async () => {
    const field = await elementOf(run, step.shownIn ?? step.fill, milliseconds);
    found = await answerInTime(run.tab, field.evaluate(readElement, 'value'));
    release(field);
    return found === value.text;
  });
  if (held) return;
  const facts = value.secret ? 'une autre valeur' : `« ${found} » au lieu de « ${value.text} »`;
  throw new StepFailedError(`${run.where} : le champ contient ${facts}`);
}

async function closeCalendar(run: StepRun, calendar: string): Promise<void> {
  const { tab, site } = run;
  const isClosed = async () => !(await ask(tab, (frame) => frame.evaluate(isAnyVisible, calendar)));
  const quickly = () => waitUntil(tab, site, 300, isClosed);
  if (await quickly()) return;
  await tab.page.keyboard.press('Escape');
  if (await quickly()) return;
  await ask(tab, (frame) =>
    frame.evaluate(() => document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))),
  );
  await ask(tab, (frame) => frame.evaluate(() => document.body.click()));
  if (await quickly()) return;
  throw new StepFailedError(`${run.where} : le calendrier « ${calendar} » reste ouvert`);
}

/** Chooses the option and reads it back. */
export async function chooseInList(
  run: StepRun,
  step: { readonly select: string },
  option: string,
  milliseconds: number,
): Promise<void> {
  const handle = await elementOf(run, step.select, milliseconds);
  const known = await answerInTime(run.tab, handle.evaluate(chooseOption, option));
  if (known !== null) {
    throw new StepFailedError(
      `${run.where} : pas d’option « ${option} » ; il y a ${known.map((name) => `« ${name} »`).join(', ')}`,
    );
  }
  await sleep(pollMilliseconds);
  const now = await readBoth(run, handle);
  if (now !== null && !now.includes(option)) {
    throw new StepFailedError(`${run.where} : la liste est revenue à « ${now.at(-1)} »`);
  }
}

/** The option's value and text; null when the choice opened another page. */
async function readBoth(run: StepRun, handle: ElementHandle<Element>): Promise<string[] | null> {
  try {
    return [
      await answerInTime(run.tab, handle.evaluate(readElement, 'value')),
      await answerInTime(run.tab, handle.evaluate(readElement, null)),
    ];
  } catch (error) {
    if (isNavigationRace(error) || (error instanceof Error && /detached|JSHandle/.test(error.message))) return null;
    throw error;
  }
}

/** Ticks or unticks every box found, and reads them back. */
export async function tickBoxes(run: StepRun, selector: string, checked: boolean, milliseconds: number): Promise<void> {
  release(await elementOf(run, selector, milliseconds));
  await ask(run.tab, (frame) => frame.evaluate(setBoxes, selector, checked));
  const others = await ask(run.tab, (frame) => frame.evaluate(countOtherBoxes, selector, checked));
  if (others > 0) throw new StepFailedError(`${run.where} : ${others} case(s) de « ${selector} » ne changent pas`);
}
