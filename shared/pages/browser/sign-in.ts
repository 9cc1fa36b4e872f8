import { h } from './element.ts';
import { hasExpired } from './session.ts';
import { readToken, type Token } from './token.ts';

/** The form that takes a token. @param reason why it is shown, in a kind sentence; @param onToken gets one that looks right. */
export function signInForm(reason: string, onToken: (token: Token) => void): HTMLElement {
  const message = h('p', { class: 'field-error', id: 'jeton-erreur', role: 'alert' });
  const field = h('textarea', {
    id: 'jeton',
    name: 'jeton',
    rows: 4,
    required: true,
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    'aria-describedby': 'jeton-aide jeton-erreur',
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    const token = readToken(field.value);
    const fault = faultOf(token);
    message.textContent = fault ?? '';
    field.toggleAttribute('aria-invalid', fault !== undefined);
    if (token === undefined || fault !== undefined) field.focus();
    else onToken(token);
  };
  // Enter sends: a token has no lines.
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') submit(event);
  });
  return h(
    'section',
    { class: 'sign-in card', 'aria-labelledby': 'connexion' },
    h('h1', { id: 'connexion' }, 'Se connecter'),
    h('p', {}, reason),
    h(
      'form',
      { onsubmit: submit, novalidate: true },
      h('label', { for: 'jeton' }, 'Jeton d’accès'),
      field,
      message,
      h('button', { type: 'submit', class: 'button primary' }, 'Ouvrir la page'),
    ),
    h(
      'p',
      { id: 'jeton-aide', class: 'hint' },
      'Il reste dans cet onglet et disparaît avec lui. Sur une seule machine, demandez-en un : ',
      h('code', {}, 'npm run --silent terrain -- token --sub moi --role admin'),
    ),
  );
}

function faultOf(token: Token | undefined): string | undefined {
  if (token === undefined) return 'Ce n’est pas un jeton : trois parties séparées par des points sont attendues.';
  if (!hasExpired(token)) return undefined;
  const when = token.expiresAt?.toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });
  return `Ce jeton a expiré le ${when} ; demandez-en un nouveau.`;
}
