import { h } from './element.ts';

const shownMilliseconds = 6_000;
/** Time to read what can be done about it, and to reach it. */
const shownWithActionMilliseconds = 15_000;

export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** Says something briefly at the edge of the page, to screen readers too; with an action, a button does it while it is shown. */
export function notify(message: string, kind: 'info' | 'success' | 'error' = 'info', action?: NoticeAction): void {
  const toast = h('div', { class: `toast ${kind}` }, message);
  if (action !== undefined) {
    const take = (): void => {
      toast.remove();
      action.act();
    };
    toast.append(h('button', { type: 'button', onclick: take }, action.label));
  }
  (document.querySelector('dialog[open] .toasts') ?? document.getElementById('avis'))?.append(toast);
  setTimeout(() => toast.remove(), action === undefined ? shownMilliseconds : shownWithActionMilliseconds);
}
