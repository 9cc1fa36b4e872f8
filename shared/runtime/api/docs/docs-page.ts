import { createHash } from 'node:crypto';
import { docsScript } from './docs-script.ts';
import { docsStyle } from './docs-style.ts';

/**
 * The page to read an API and to try it, in French and in one piece: its style and its script are known to the browser by
 * their hashes, and the only thing it asks for is the API itself. @param pageUrl the page that the API belongs to, if any.
 */
export function docsPage(title: string, documentUrl: string, pageUrl?: string): Response {
  const back = pageUrl === undefined ? '' : `<a href="${escapeHtml(pageUrl)}">← Revenir à la page</a>`;
  const script = docsScript(documentUrl);
  const html = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${docsStyle}</style>
<main id="page">${back}<h1>${escapeHtml(title)}</h1><noscript>Cette page demande JavaScript ; le document est <a href="${escapeHtml(documentUrl)}">${escapeHtml(documentUrl)}</a>.</noscript></main>
<script type="module">${script}</script>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(docsStyle)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    },
  });
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
