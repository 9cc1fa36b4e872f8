import { type Fragment, type Html, html } from '../../http/html.ts';
import type { Session } from '../../http/sessions.ts';

/** A small face, 32 pixels wide: an image that is no photo. */
export const avatarUri =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgBAMAAACBVGfHAAAAMFBMVEXysnpMaXHysnphPinys3nxsnrysnp+VTlaOSXysXvzsHlbOiZ6Uje3g1jipXGUZ0Y/mhh1AAAAC3RSTlP/AJX+IujKWchXWFmj4PkAAAAJcEhZcwAACxMAAAsTAQCanBgAAAD+SURBVCiRbZFBagJRDIZ/B2ZAqEMjDxddWSi9RHUxgvtZuNf2Gh6hl2jPYKGFKBZciiC4bBdeoqtu5E948zrQLF6Sb0jyJwOh3dzX+dOrheAzgdldBH3PgVsHYRFBURmYxhyYEYQ6gbwSyIBRbzc60j8KZAig3KuuzwAyQeCHK1XVT6uBzfwi2NhkXNPtCdaMOniheyBYMepi2AYZFu2SAnW7ae4Km7HRGmGAlzTSkXvTZIWPTZa5sPJ7NzpYj65JL385ZUvSseVOzFXHtlwAep6rHoGKBzKdrjXjCUtbzdY784RhHnPVHx5Zlgm82X/5A94NPCfw8T9ohqiuRC6465JMwUzm3gAAAABJRU5ErkJggg==';

/** A page of the portal; without a session, its bare frame. */
export function layPage(title: string, session: Session | undefined, content: Fragment): Html {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Fibre Ouest</title>
<link rel="icon" href="/statique/logo.svg">
<link rel="stylesheet" href="/statique/portail.css">
<script src="/statique/portail.js" defer></script>
</head>
<body>
<header class="bandeau">
<a class="marque" href="/interventions"><img class="logo" src="/statique/logo.svg" alt="" width="36" height="36"><span><strong>Fibre Ouest</strong> Suivi des interventions</span></a>
${
  session?.user &&
  html`<div class="compte"><img class="avatar" src="${avatarUri}" alt="" width="32" height="32">
<span id="utilisateur-connecte">${session.user}</span>
<form id="deconnexion" method="post" action="/deconnexion"><input type="hidden" name="jeton_formulaire" value="${session.formToken}"><button class="discret">Se déconnecter</button></form></div>`
}
</header>
<main>${content}</main>
<footer>Fibre Ouest, portail des sous-traitants. Données de démonstration.</footer>
</body>
</html>`;
}
