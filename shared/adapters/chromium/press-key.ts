import { PortalMismatchError } from '../../ports/portal.ts';
import { settleAfter } from './navigate.ts';
import { elementOf, type StepRun } from './step-run.ts';
import { answerInTime, release, type Tab } from './tab.ts';

/** Presses the key, on an element when one is given, and waits for the page it may open. */
export async function pressKey(
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
