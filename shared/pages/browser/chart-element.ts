import type { Mark } from '../../charts/mark.ts';

/** A chart's marks as elements; its texts stay text. */
export function chartElement({ tag, attributes, children }: Mark): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.map((child) => (typeof child === 'string' ? child : chartElement(child))));
  return element;
}
