import type { LogView } from '../../../shared/messages/console.ts';
import { ApiError } from '../../../shared/pages/browser/api.ts';
import { h, replaceChildren } from '../../../shared/pages/browser/element.ts';
import { foreign } from './parts.ts';
import type { ViewContext } from './view.ts';

/** The log, asked for once it is opened, and again each time. */
export function logPanel({ format }: ViewContext, ask: () => Promise<LogView>): HTMLElement {
  const content = h('div', {});
  const panel = h('details', { class: 'card block log no-print' }, h('summary', {}, 'Journal'), content);
  panel.addEventListener('toggle', async () => {
    if (!panel.open) return;
    try {
      const { lines, address } = await ask();
      replaceChildren(content, address === null ? lineList(lines) : elsewhere(address));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      replaceChildren(content, h('p', { class: 'notice error' }, error.message));
    }
  });
  return panel;

  function lineList(lines: LogView['lines']): HTMLElement {
    if (lines.length === 0) return h('p', { class: 'hint' }, 'Aucune ligne récente.');
    return h(
      'ol',
      { class: 'log-lines', tabindex: 0, 'aria-label': 'Lignes du journal' },
      lines.map((line) =>
        h(
          'li',
          { class: line.severity.toLowerCase() },
          h('time', { datetime: line.time }, format.time(line.time)),
          h('span', { class: 'log-function' }, line.function),
          h(
            'span',
            {},
            foreign(line.message),
            line.interventionId !== null && h('span', { class: 'hint' }, ' ', foreign(line.interventionId)),
          ),
        ),
      ),
    );
  }
}

function elsewhere(address: string): HTMLElement {
  return h('p', {}, h('a', { href: address, rel: 'noreferrer', target: '_blank' }, 'Ouvrir dans Logs Explorer'));
}
