import { html } from '../pages/html.ts';
import { sections } from '../pages/sections.ts';
import type { PlainAnswer } from '../runtime/plain-answer.ts';
import type { LoadedFunction } from './load-functions.ts';

const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:45rem;margin:3rem auto;padding:0 1rem;color:light-dark(#1b211e,#e8ece9);background:light-dark(#fff,#141816)}a{color:light-dark(#0e6650,#6fd0b0)}li{margin:.4rem 0}';

/** The page at `/`, in French: what this host serves, and the functions that wait for messages. */
export function indexPage(functions: readonly LoadedFunction[], servesKeys: boolean): PlainAnswer {
  const served = functions.flatMap(({ deploy: { trigger, description } }) =>
    trigger.kind === 'http' ? [{ prefix: trigger.prefix, description }] : [],
  );
  const pages = Object.values(sections).filter(({ prefix }) => served.some((one) => one.prefix === prefix));
  const others = served.filter(({ prefix }) => !pages.some((page) => page.prefix === prefix));
  const own = [
    { path: '/healthz', about: 'répond 200 quand tout est servi' },
    ...(servesKeys ? [{ path: '/auth/jwks.json', about: 'les clés publiques des jetons' }] : []),
  ];
  const listeners = functions.flatMap(({ name, deploy }) => (deploy.trigger.kind === 'messages' ? [name] : []));
  const page = html`<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Terrain</title>
<style>${style}</style>
<h1>Terrain</h1>
<ul>
${pages.map(({ label, prefix, about }) => html`<li><a href="${prefix}/">${label}</a> · ${about} · <a href="${prefix}/docs">API à lire et à essayer</a></li>`)}
${others.map(({ prefix, description }) => html`<li><a href="${prefix}/">${prefix}/</a> · ${description}</li>`)}
</ul>
<p>Les pages demandent un jeton : les liens écrits au démarrage dans le terminal en ont un, et cette commande en fait d’autres : <code>npm run --silent terrain -- token --sub moi --role admin</code></p>
<h2>Pour les programmes</h2>
<ul>${own.map(({ path, about }) => html`<li><a href="${path}">${path}</a> · ${about}</li>`)}</ul>
<h2>Fonctions à l’écoute des messages</h2>
<ul>${listeners.map((name) => html`<li><code>${name}</code></li>`)}</ul>
</html>
`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
    body: String(page),
  };
}
