import { type Answer, addCookie, answerPage, answerRedirect } from '../http/answer.ts';
import { type Fragment, type Html, html } from '../http/html.ts';
import { type Credentials, createLoginGuard } from '../http/login-guard.ts';
import { type DemoRequest, readForm } from '../http/request.ts';
import { answerByRoute, type Route } from '../http/router.ts';
import { createSessions, isFormToken } from '../http/sessions.ts';
import type { DemoService } from '../http/start-server.ts';
import { serveFiles } from '../http/static-files.ts';
import type { Records } from '../portal/records.ts';

const assets = new URL('../portal/assets/', import.meta.url);

function layPage(title: string, user: string | null, content: Fragment): Html {
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Historique des documents</title><link rel="icon" href="/statique/logo.svg">
<link rel="stylesheet" href="/statique/portail.css"><script src="/statique/portail.js" defer></script></head>
<body><header class="bandeau"><a class="marque" href="/"><img class="logo" src="/statique/logo.svg" alt="" width="36" height="36"><span><strong>Historique des documents</strong> Archives des sous-traitants</span></a>
${user !== null && html`<span id="bandeau-session">Session de ${user}</span>`}</header><main>${content}</main></body></html>`;
}

function drawLogin(formToken: string, problem?: string): Html {
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

/** The second portal: the names of a record's documents, behind a login of its own. */
export function createDocumentsService(records: Records, credentials: Credentials): DemoService {
  const sessions = createSessions({ cookieName: 'archives', renewEvery: 50, graceMilliseconds: 5_000 });
  const checkLogin = createLoginGuard(credentials);

  const answerLogin = (request: DemoRequest, problem?: string): Answer => {
    const known = sessions.find(request);
    if (known !== undefined) return answerPage(drawLogin(known.formToken, problem));
    const [session, cookie] = sessions.open(null);
    return addCookie(answerPage(drawLogin(session.formToken, problem)), cookie);
  };

  const logIn = async (request: DemoRequest): Promise<Answer> => {
    const form = await readForm(request);
    const session = sessions.find(request);
    if (session === undefined || !isFormToken(session, form.get('_csrf')))
      return answerLogin(request, 'Formulaire expiré.');
    const user = form.get('login') ?? '';
    const outcome = checkLogin(user, form.get('password') ?? '');
    if (outcome === 'locked') return answerLogin(request, 'Compte verrouillé.');
    if (outcome === 'refused') return answerLogin(request, 'Compte ou mot de passe refusé.');
    sessions.forget(request);
    return addCookie(answerRedirect(request.url.pathname), sessions.open(user)[1]);
  };

  const drawHistory = (reference: string): Html => {
    if (records.findByReference(reference) === undefined) {
      return html`<section id="reference-inconnue" class="carte"><h1>Référence inconnue</h1><p>${reference}</p></section>`;
    }
    const fragment = `/historique/${encodeURIComponent(reference)}/documents`;
    return html`<h1>Documents de ${reference}</h1><section id="documents" class="carte" data-fragment="${fragment}"><p class="chargement">Chargement…</p></section>`;
  };

  const drawDocuments = (reference: string): Html => {
    const names = records.findByReference(reference)?.documents ?? [];
    if (names.length === 0) return html`<p id="aucun-document">Aucun document</p>`;
    return html`${names.map((name) => html`<div class="document-link">\n   ${name} \n</div>`)}`;
  };

  const files = serveFiles(assets, ['portail.css', 'portail.js', 'logo.svg']);
  const userOf = (request: DemoRequest) => sessions.find(request)?.user ?? null;
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/',
      answer: (request) =>
        answerPage(
          layPage(
            'Accueil',
            userOf(request),
            html`<section class="carte"><h1>Accueil</h1><p>Ouvrez l’historique d’une intervention par sa référence.</p></section>`,
          ),
        ),
    },
    {
      method: 'GET',
      path: '/historique/:reference',
      answer: (request) => {
        const reference = request.parameters.reference ?? '';
        return answerPage(layPage(reference, userOf(request), drawHistory(reference)));
      },
    },
    {
      method: 'GET',
      path: '/historique/:reference/documents',
      answer: ({ parameters }) => answerPage(drawDocuments(parameters.reference ?? '')),
    },
  ];

  return {
    name: 'documents',
    answer: async (request) => {
      if (request.url.pathname.startsWith('/statique/')) return await answerByRoute(files, request);
      if (userOf(request) === null) return request.method === 'POST' ? await logIn(request) : answerLogin(request);
      const answer = await answerByRoute(routes, request);
      const cookie = sessions.renew(request);
      return cookie === undefined ? answer : addCookie(answer, cookie);
    },
    answerError: (status, message) =>
      answerPage(
        layPage('Erreur', null, html`<section class="carte"><h1>Erreur</h1><p>${message}</p></section>`),
        status,
      ),
    dropSession: (request) => sessions.forget(request),
    answerLogin: (request) => answerLogin(request),
  };
}
