/* Each of these runs inside the page, sent there as text: it may use nothing from outside. */

/** Hides the fields of login forms from a picture, or shows them again; their values stay. */
export function veilLogin(veiled: boolean): void {
  document.getElementById('terrain-veil')?.remove();
  if (!veiled) return;
  const style = document.createElement('style');
  style.id = 'terrain-veil';
  style.textContent = 'input[type=password], form:has(input[type=password]) input { visibility: hidden !important }';
  document.head.append(style);
}

/** The page without scripts, hidden values and the query of its links. */
export function maskedHtml(): string {
  const copy = document.documentElement.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll('script, noscript, link, meta, style')) element.remove();
  for (const element of copy.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      const secret = name === 'value' && /^(hidden|password)$/i.test(element.getAttribute('type') ?? '');
      if (secret || /^(on|data-|nonce)/.test(name)) element.setAttribute(name, '');
      else if (/^(href|src|action|srcset)$/.test(name)) {
        element.setAttribute(
          name,
          value
            .replace(/[?#].*$/, '?…')
            .replace(/[\w-]{16,}/g, '…')
            .slice(0, 200),
        );
      }
    }
  }
  return `<!doctype html>\n${copy.outerHTML}`;
}
