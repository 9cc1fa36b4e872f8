import { type Child, h } from '../../../shared/pages/browser/element.ts';

export interface OpenDialog {
  readonly element: HTMLDialogElement;
  close(): void;
}

/** Opens a dialog over the page; it is gone once it closes, by its cross, by Escape, or when the signal aborts. */
export function openDialog(title: Child, signal: AbortSignal, ...content: readonly Child[]): OpenDialog {
  const close = (): void => element.close();
  const element = h(
    'dialog',
    { 'aria-labelledby': 'dialogue-titre' },
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', { id: 'dialogue-titre', tabindex: -1, autofocus: true }, title),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Fermer', onclick: close }, '✕'),
    ),
    ...content,
    // What is outside is neither seen well nor told to screen readers while a dialog is open.
    h('div', { class: 'toasts', role: 'status' }),
  );
  element.addEventListener('close', () => element.remove());
  signal.addEventListener('abort', close, { once: true });
  document.body.append(element);
  element.showModal();
  return { element, close };
}
