import { type Html, html } from './html.ts';
import { type Section, sections } from './sections.ts';

export interface ShellSettings {
  readonly section: Section;
  /** What the page is, in a sentence; what its section says of itself unless said. */
  readonly description?: string;
  /** The IANA zone in which the page shows days and hours. */
  readonly zone: string;
  /** Where each section is; its prefix on the same address unless said. */
  readonly addresses?: Partial<Readonly<Record<Section, string>>>;
}

/** Paths of the page's own files. */
export interface ShellFiles {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly font: string;
}

/** The page before its script: header, navigation and an empty main part. The same for everybody: it holds no data. */
export function pageShell({ section, description, zone, addresses = {} }: ShellSettings, files: ShellFiles): Html {
  const { prefix, label, about } = sections[section];
  const links = (Object.keys(sections) as Section[]).map((one) => {
    const href = addresses[one] ?? `${sections[one].prefix}/`;
    return html`<li><a href="${href}"${one === section && html` aria-current="page"`}>${sections[one].label}</a></li>`;
  });
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>${label} · Terrain</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description ?? about}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${files.icon}" type="image/svg+xml">
<link rel="preload" href="${files.font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${files.style}">
<script type="module" src="${files.script}"></script>
</head>
<body data-section="${section}" data-prefix="${prefix}" data-zone="${zone}">
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="top">
<a class="brand" href="${addresses[section] ?? `${prefix}/`}"><img src="${files.icon}" alt="" width="28" height="28">Terrain</a>
<nav class="sections" aria-label="Rubriques"><ul>${links}<li><a href="${prefix}/docs">API</a></li></ul></nav>
<div class="account" id="compte"></div>
</header>
<main id="contenu" tabindex="-1"><noscript><p class="notice">Cette page a besoin de JavaScript.</p></noscript></main>
<div class="toasts" id="avis" role="status" aria-live="polite"></div>
</body>
</html>
`;
}
