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
