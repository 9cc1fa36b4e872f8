import { type Fragment, type Html, html } from '../http/html.ts';

/** A page of the archives around its content. */
export function layPage(title: string, user: string | null, content: Fragment): Html {
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Historique des documents</title><link rel="icon" href="/statique/logo.svg">
<link rel="stylesheet" href="/statique/portail.css"><script src="/statique/portail.js" defer></script></head>
<body><header class="bandeau"><a class="marque" href="/"><img class="logo" src="/statique/logo.svg" alt="" width="36" height="36"><span><strong>Historique des documents</strong> Archives des sous-traitants</span></a>
${user !== null && html`<span id="bandeau-session">Session de ${user}</span>`}</header><main>${content}</main></body></html>`;
}

/** The login form, with what was wrong. */
export function drawLogin(formToken: string, problem?: string): Html {
  return layPage(
    'Accès',
    null,
    html`<section class="carte etroite"><h1>Accès aux archives</h1>
<p class="aide">Compte distinct du portail des interventions.</p>
${problem && html`<p class="alerte" role="alert">${problem}</p>`}
<form id="acces" method="post"><input type="hidden" name="_csrf" value="${formToken}">
<label>Compte<input name="login" autocomplete="username" required></label>
<label>Mot de passe<input name="password" type="password" autocomplete="current-password" required></label>
<button class="principal" type="submit">Entrer</button></form></section>`,
  );
}

/** What the root shows. */
export function drawHome(): Fragment {
  return html`<section class="carte"><h1>Accueil</h1><p>Ouvrez l’historique d’une intervention par sa référence.</p></section>`;
}

/** The page of a record: its documents come by a second request. */
export function drawHistory(reference: string, isKnown: boolean): Html {
  if (!isKnown) {
    return html`<section id="reference-inconnue" class="carte"><h1>Référence inconnue</h1><p>${reference}</p></section>`;
  }
  const fragment = `/historique/${encodeURIComponent(reference)}/documents`;
  return html`<h1>Documents de ${reference}</h1><section id="documents" class="carte" data-fragment="${fragment}"><p class="chargement">Chargement…</p></section>`;
}

/** The documents of a record. */
export function drawDocuments(names: readonly string[]): Html {
  if (names.length === 0) return html`<p id="aucun-document">Aucun document</p>`;
  return html`${names.map((name) => html`<div class="document-link">\n   ${name} \n</div>`)}`;
}

/** What went wrong. */
export function drawTrouble(message: string): Fragment {
  return html`<section class="carte"><h1>Erreur</h1><p>${message}</p></section>`;
}
