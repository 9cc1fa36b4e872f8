import type { LoadedFunction } from './load-functions.ts';

/** The page at `/`: what this host serves and what it does by itself, in French. */
export function indexPage(functions: readonly LoadedFunction[], servesKeys: boolean): Response {
  const served = functions.flatMap(({ deploy }) =>
    deploy.trigger.kind === 'http' ? [link(`${deploy.trigger.prefix}/`, deploy.description)] : [],
  );
  const own = [link('/healthz', 'répond 200 quand tout est servi')];
  if (servesKeys) own.push(link('/auth/jwks.json', 'les clés publiques des jetons'));
  const silent = functions.flatMap(({ name, deploy }) =>
    deploy.trigger.kind === 'messages'
      ? [`<li><code>${escapeHtml(name)}</code> : ${escapeHtml(deploy.description)}</li>`]
      : [],
  );
  const html = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Terrain</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:45rem;margin:3rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}</style>
<h1>Terrain</h1>
<h2>Pages et interfaces</h2>
<ul>${[...served, ...own].join('')}</ul>
<h2>Fonctions à l’écoute des messages</h2>
<ul>${silent.join('')}</ul>
</html>
`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
  });
}

function link(path: string, description: string): string {
  return `<li><a href="${escapeHtml(path)}">${escapeHtml(path)}</a> : ${escapeHtml(description)}</li>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
