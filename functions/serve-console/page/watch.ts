import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';

/**
 * Asks now and again every so often, until the signal; nothing is asked while nobody sees the page. `draw` says in how many
 * seconds to ask again. What cannot be had is said in the place itself, and asked again.
 */
export function watch<T>(
  { place, signal, seconds }: { readonly place: HTMLElement; readonly signal: AbortSignal; readonly seconds: number },
  ask: (signal: AbortSignal) => Promise<T>,
  draw: (value: T) => number | undefined,
): { again(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const trouble = h('p', { class: 'notice error', role: 'alert' });
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (signal.aborted) return;
    let wait = seconds;
    if (document.visibilityState === 'visible') {
      try {
        const value = await ask(signal);
        if (signal.aborted) return;
        trouble.remove();
        wait = draw(value) ?? seconds;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 404) return replaceChildren(place, h('p', { class: 'notice' }, error.message));
        trouble.textContent = error.message;
        place.prepend(trouble);
      }
    }
    clearTimeout(timer);
    timer = setTimeout(() => void look(), wait * 1000);
  };
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  document.addEventListener('visibilitychange', seen, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  void look();
  return { again: () => void look() };
}
