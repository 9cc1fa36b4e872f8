import { withFrenchSpaces } from './french-spaces.ts';

/** Text is shown as text: there is no way to give markup. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | EventListener>>;

/**
 * An HTML element. An attribute that is `true` is there without a value, one that is false, null or undefined is not there; a
 * function listens to the event of its name (`onclick`, `oninput`).
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** Takes away what the element holds and puts these in. */
export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.append(child);
    else if (typeof child === 'object') append(parent, child);
    else parent.append(asIs(parent) ? String(child) : withFrenchSpaces(String(child)));
  }
}

/** Names, and what is there to be copied or typed, keep every character; drawings were measured with theirs. */
function asIs(parent: Element): boolean {
  return !(parent instanceof HTMLElement) || parent.matches('bdi, code, pre, textarea, option');
}
