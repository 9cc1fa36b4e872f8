import { ApiError } from '../../../shared/pages/browser/api.ts';
import { type Child, h } from '../../../shared/pages/browser/element.ts';
import { notify } from '../../../shared/pages/browser/notices.ts';
import type { ViewContext } from './view.ts';

const tones: Readonly<Record<string, string>> = {
  termine: 'success',
  livre: 'success',
  fait: 'success',
  ecrit: 'success',
  en_cours: 'accent',
  incomplet: 'warning',
  en_attente: 'warning',
  echoue: 'danger',
  rejete: 'danger',
  en_erreur: 'danger',
  refuse: 'danger',
  abandonne: 'warning',
  retenu: 'warning',
  jamais_lance: 'danger',
};

/** A status in a word, with its colour. */
export function badge(status: string, label: string): HTMLElement {
  return h('span', { class: `badge ${tones[status] ?? ''}` }, label);
}

/** A link to another view of the console, followed without loading the page again. */
export function link(
  { go, address }: ViewContext,
  query: Readonly<Record<string, string | undefined>>,
  ...children: Child[]
): HTMLElement {
  const follow = (event: Event): void => {
    const isPlain =
      event instanceof MouseEvent && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!isPlain) return;
    event.preventDefault();
    go(query);
  };
  return h('a', { href: address(query), onclick: follow, dir: 'auto' }, ...children);
}

/** `3 livrées`, `1 livrée`: what is one or none takes no s. */
export function counted(context: ViewContext, count: number, one: string, many: string): string {
  return `${context.format.number(count)} ${count > 1 ? many : one}`;
}

/** Text that somebody else wrote: its direction is its own, so that it cannot turn what is around it. */
export function foreign(text: string): HTMLElement {
  return h('bdi', {}, text);
}

/** A table whose header stays readable on a phone; `columns` name the cells. */
export function table(
  caption: string,
  columns: readonly (string | { readonly name: string; readonly number: true })[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const heads = columns.map((column) => (typeof column === 'string' ? { name: column, number: false } : column));
  return h(
    'div',
    { class: 'table-wrap', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map(({ name, number }) => h('th', { scope: 'col', class: number && 'number' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((cells) =>
          h(
            'tr',
            {},
            cells.map((cell, at) =>
              h(
                'td',
                { class: heads[at]?.number === true && 'number', 'data-label': heads[at]?.name },
                // On a phone a cell sets its name and its content side by side.
                Array.isArray(cell) ? h('span', {}, cell) : cell,
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A button that does something on the server once, and says how it went. */
export function actionButton(
  label: string,
  options: { readonly primary?: boolean; readonly confirm?: string; readonly name?: string },
  act: () => Promise<string>,
): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', class: `button small ${options.primary === true ? 'primary' : ''}`, 'aria-label': options.name },
    label,
  );
  button.addEventListener('click', async () => {
    if (options.confirm !== undefined && !confirm(options.confirm)) return;
    button.disabled = true;
    try {
      notify(await act(), 'success');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notify(error.message, 'error');
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** The way to the page that follows, and back to the first. */
export function pager(
  context: ViewContext,
  filters: Readonly<Record<string, string | undefined>>,
  next: string | null,
): HTMLElement {
  const isFirst = !context.query.has('apres');
  return h(
    'nav',
    { class: 'pager no-print', 'aria-label': 'Pages' },
    !isFirst && link(context, filters, 'Revenir au début'),
    next !== null && link(context, { ...filters, apres: next }, 'Page suivante'),
  );
}
