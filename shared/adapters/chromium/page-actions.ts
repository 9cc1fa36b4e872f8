/* Each of these runs inside the page, sent there as text: it may use nothing from outside. */

/** The first element that the selector finds and, when asked, whose text contains this one; visible ones first. */
export function findElement(selector: string, text: string | null): Element | null {
  const found = [...document.querySelectorAll(selector)].filter(
    (element) => text === null || (element.textContent ?? '').includes(text),
  );
  return found.find((element) => element.getClientRects().length > 0) ?? found[0] ?? null;
}

/** What stands in the way of a click, after scrolling there: nothing, hidden, disabled, or the element that covers it. */
export function findObstacle(element: Element): string | null {
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
  if (box === undefined || getComputedStyle(element).visibility === 'hidden') return 'hidden';
  if (element.matches(':disabled')) return 'disabled';
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (top === null) return 'hidden';
  const sameControl = element.contains(top) || top.contains(element) || top.closest('label')?.control === element;
  if (sameControl) return null;
  return `${top.nodeName.toLowerCase()}${top.id ? `#${top.id}` : ''}${[...top.classList].map((name) => `.${name}`).join('')}`;
}

/** Puts a text into a field as a script would, with the events that scripts of the page listen to. */
export function setFieldText(element: Element, text: string): boolean {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return false;
  const prototype = element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  element.focus();
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: text }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
  element.blur();
  return true;
}

/** Chooses an option by its value or its text. The answer: the options that there are when none is that one. */
export function chooseOption(element: Element, wanted: string): string[] | null {
  if (!(element instanceof HTMLSelectElement)) return [];
  const options = [...element.options];
  const option =
    options.find(({ value }) => value === wanted) ?? options.find(({ label }) => label.trim() === wanted.trim());
  if (option === undefined) return options.map(({ label }) => label.trim()).slice(0, 30);
  if (!option.selected || !element.multiple) {
    element.value = option.value;
    option.selected = true;
  }
  element.dispatchEvent(new Event('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
  return null;
}

/** Ticks or unticks every box found; how many there were. */
export function setBoxes(selector: string, checked: boolean): number {
  const boxes = [...document.querySelectorAll(selector)].filter((element) => element instanceof HTMLInputElement);
  for (const box of boxes) if (box.checked !== checked) box.click();
  return boxes.length;
}

/** How many boxes are not as wanted. */
export function countOtherBoxes(selector: string, checked: boolean): number {
  return [...document.querySelectorAll(selector)].filter(
    (element) => element instanceof HTMLInputElement && element.checked !== checked,
  ).length;
}

/** Whether some element of the selector is visible. */
export function isAnyVisible(selector: string): boolean {
  return [...document.querySelectorAll(selector)].some((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
  });
}

/** What the field or the element holds now. */
export function readElement(element: Element, attribute: string | null): string {
  if (attribute !== null && attribute !== 'value') return element.getAttribute(attribute) ?? '';
  if (element instanceof HTMLSelectElement && attribute === null) return element.selectedOptions[0]?.label.trim() ?? '';
  const isField =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  if (isField) return element.value;
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

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
