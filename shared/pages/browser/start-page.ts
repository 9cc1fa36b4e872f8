import { type Api, createApi } from './api.ts';
import { h, replaceChildren } from './element.ts';
import { notify } from './notices.ts';
import { forgetToken, hasExpired, keepToken, keptToken, takeTokenFromAddress } from './session.ts';
import { signInForm } from './sign-in.ts';
import { applyTheme, themeButton } from './theme.ts';
import type { Token } from './token.ts';

/** What a page gets once somebody has signed in. */
export interface PageContext {
  /** Empty; the page fills it. */
  readonly main: HTMLElement;
  readonly api: Api;
  readonly user: Pick<Token, 'name' | 'roles'>;
  /** The IANA zone of the business. */
  readonly zone: string;
  /** Aborts when the person signs out or has to sign in again: what is under way then ends. */
  readonly signal: AbortSignal;
}

const reasons = {
  none: 'Collez le jeton d’accès que l’on vous a remis.',
  expired: 'Votre session a pris fin. Collez un nouveau jeton : vous retrouverez la page comme vous l’avez laissée.',
  refused: 'Le serveur n’accepte pas ce jeton, ou plus. Collez-en un autre : la page vous attend.',
  unreadable: 'Le lien ne contient pas de jeton lisible. Collez le jeton lui-même.',
  left: 'Vous êtes déconnecté. À bientôt !',
} as const;

/** Takes care of signing in and out, and calls `show` each time somebody has signed in. */
export function startPage(show: (context: PageContext) => void): void {
  applyTheme();
  const main = required('contenu');
  const { prefix = '', zone = 'UTC' } = document.body.dataset;
  let ended = new AbortController();

  const ask = (reason: keyof typeof reasons): void => {
    ended.abort();
    forgetToken();
    const form = signInForm(reasons[reason], (token) => {
      keepToken(token);
      enter(token);
    });
    replaceChildren(main, form);
    replaceChildren(required('compte'), themeButton());
    if (reason !== 'none') form.querySelector('textarea')?.focus();
  };
  const enter = (token: Token): void => {
    ended.abort();
    ended = new AbortController();
    const { signal } = ended;
    const api = createApi(
      prefix,
      () => token.text,
      () => !signal.aborted && ask(hasExpired(token) ? 'expired' : 'refused'),
    );
    replaceChildren(
      required('compte'),
      themeButton(),
      h('span', { class: 'who', title: token.name }, token.name),
      h('button', { type: 'button', class: 'button quiet', onclick: () => ask('left') }, 'Se déconnecter'),
    );
    replaceChildren(main);
    warnBeforeExpiry(token, signal, () => ask('expired'));
    show({ main, api, user: token, zone, signal });
  };
  const begin = (): void => {
    const given = takeTokenFromAddress();
    if (typeof given === 'object') keepToken(given);
    const token = given ?? keptToken();
    if (token === 'unreadable') ask('unreadable');
    else if (token === undefined) ask('none');
    else if (hasExpired(token)) ask('expired');
    else enter(token);
  };
  // A link with a token, opened in a tab that shows the page already.
  addEventListener('hashchange', () => location.hash.startsWith('#jeton=') && begin());
  carryTokenToOtherOrigins();
  begin();
}

const warningMilliseconds = 5 * 60_000;
/** What a timer can wait. */
const longestMilliseconds = 2 ** 31 - 1;

function warnBeforeExpiry({ expiresAt }: Token, signal: AbortSignal, onExpired: () => void): void {
  if (expiresAt === undefined) return;
  const left = expiresAt.getTime() - Date.now();
  if (left > longestMilliseconds) return;
  const warn = setTimeout(
    () => notify('Votre session se termine dans cinq minutes ; préparez un nouveau jeton.'),
    Math.max(left - warningMilliseconds, 0),
  );
  if (left < warningMilliseconds) clearTimeout(warn);
  const end = setTimeout(onExpired, left);
  signal.addEventListener('abort', () => {
    clearTimeout(warn);
    clearTimeout(end);
  });
}

/** In the cloud each section may have an address of its own, which shares no storage with this one: the link brings the token. */
function carryTokenToOtherOrigins(): void {
  document.querySelector('.sections')?.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    const token = keptToken();
    if (link === null || token === undefined || link.origin === location.origin) return;
    link.hash = `jeton=${token.text}`;
  });
}

function required(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page lacks #${id}`);
  return element;
}
