import { ApiError } from '../../../shared/pages/browser/api.ts';

/**
 * Runs what a button asks for, once at a time; what the API refuses is given to `refused`, anything else is a fault of ours and is thrown.
 */
export async function whileBusy(
  button: HTMLButtonElement,
  act: () => Promise<void>,
  refused: (error: ApiError) => void | Promise<void>,
): Promise<void> {
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    await refused(error);
  } finally {
    button.disabled = false;
  }
}

const armedMilliseconds = 5_000;

/** Asks to be pressed twice: the second time within some seconds. */
export function pressTwice(button: HTMLButtonElement, confirmation: string, act: () => void): void {
  const label = button.textContent ?? '';
  let armed: ReturnType<typeof setTimeout> | undefined;
  const disarm = (): void => {
    clearTimeout(armed);
    armed = undefined;
    button.textContent = label;
  };
  button.addEventListener('click', () => {
    if (armed !== undefined) {
      disarm();
      return act();
    }
    button.textContent = confirmation;
    armed = setTimeout(disarm, armedMilliseconds);
  });
}
