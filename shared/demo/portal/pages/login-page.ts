import { type Html, html } from '../../http/html.ts';
import type { Session } from '../../http/sessions.ts';
import { layPage } from './layout.ts';

const messages = {
  identifiants: 'Identifiant ou mot de passe incorrect.',
  jeton: 'Le formulaire a expiré. Recommencez.',
  verrou: 'Compte verrouillé après cinq essais. Réessayez dans 15 minutes.',
} as const;

/** Why a login was not accepted. */
export type LoginProblem = keyof typeof messages;

/** The login form; after a success it goes to `destination`, a path of this portal. */
export function drawLoginPage(session: Session, destination: string, problem?: LoginProblem): Html {
  return layPage(
    'Connexion',
    undefined,
    html`<section class="carte etroite">
<h1>Connexion</h1>
<p class="aide">Espace réservé aux équipes d’exploitation.</p>
${problem && html`<p class="message-erreur" role="alert" data-code="${problem}">${messages[problem]}</p>`}
<form id="connexion" method="post" action="/connexion">
<input type="hidden" name="jeton_formulaire" value="${session.formToken}">
<input type="hidden" name="retour" value="${destination}">
<label>Identifiant<input name="identifiant" autocomplete="username" required></label>
<label>Mot de passe<input name="mot_de_passe" type="password" autocomplete="current-password" required></label>
<button id="se-connecter" class="principal" type="submit">Se connecter</button>
</form>
</section>`,
  );
}
