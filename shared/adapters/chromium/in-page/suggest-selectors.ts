/* Runs inside the page, sent there as text: it may use nothing from outside. */

/** The elements of the page whose names are nearest to those of a selector that found nothing, as selectors. */
export function suggestSelectors(selector: string): string[] {
  const pieces = (text: string) => {
    const letters = text.toLowerCase();
    return new Set(
      Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2)),
    );
  };
  const alike = (left: Set<string>, right: Set<string>) => {
    const shared = [...left].filter((piece) => right.has(piece)).length;
    return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
  };
  const wanted = (selector.match(/[\w\u00c0-\uffff-]{3,}/g) ?? []).map(pieces);
  const best = new Map<string, number>();
  for (const element of [...document.querySelectorAll('body *')].slice(0, 20_000)) {
    const tag = element.nodeName.toLowerCase();
    const names = [
      ...(element.id === '' ? [] : [{ name: element.id, shown: `#${CSS.escape(element.id)}` }]),
      ...[...element.classList].map((name) => ({ name, shown: `${tag}.${CSS.escape(name)}` })),
      ...['name', 'data-testid', 'aria-label', 'title'].flatMap((attribute) => {
        const name = element.getAttribute(attribute);
        return name === null || name === '' ? [] : [{ name, shown: `${tag}[${attribute}="${name.slice(0, 60)}"]` }];
      }),
    ];
    for (const { name, shown } of names) {
      const score = Math.max(0, ...wanted.map((word) => alike(word, pieces(name))));
      if (score > (best.get(shown) ?? 0.45)) best.set(shown, score);
    }
  }
  return [...best]
    .sort(([, left], [, right]) => right - left)
    .slice(0, 5)
    .map(([shown]) => shown);
}
