import { h } from './element.ts';

const shownMilliseconds = 6_000;

/** Says something briefly at the edge of the page, to screen readers too. */
export function notify(message: string, kind: 'info' | 'success' | 'error' = 'info'): void {
  const place = document.getElementById('avis');
  const toast = h('div', { class: `toast ${kind}` }, message);
  place?.append(toast);
  setTimeout(() => toast.remove(), shownMilliseconds);
}
