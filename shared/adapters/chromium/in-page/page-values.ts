import type { SourceQuery } from '../document-reading.ts';
import type { OpenDocument } from './open-document.ts';
import { captioned } from './page-captions.ts';
import { isElement, isField, textOf } from './page-text.ts';

/** The texts that a source finds inside the scope, in the order of the page. */
export function readSource(opened: OpenDocument, scope: ParentNode, query: SourceQuery): string[] {
  const { selector } = query;
  const around = query.beside === undefined ? undefined : siblingsOf(scope, query.beside, query.until);
  const elements =
    selector === undefined ? [scope] : (around ?? [scope]).flatMap((place) => elementsOf(place, selector));
  return elements.flatMap((element) => {
    if (query.caption !== undefined) return captioned(opened, element, query.caption);
    if (query.attribute !== undefined) return isElement(element) ? attributeOf(opened, element, query.attribute) : [];
    if (query.style !== undefined) return isElement(element) ? styleOf(opened, element, query.style) : [];
    return [textOf(opened, element)];
  });
}

/** The elements after or before it under the same parent, the nearest first, up to one of the kind of `until`. */
function siblingsOf(scope: ParentNode, side: 'next' | 'previous', until: string | undefined): Element[] {
  const found: Element[] = [];
  let current = isElement(scope) ? scope : null;
  for (;;) {
    current = (side === 'next' ? current?.nextElementSibling : current?.previousElementSibling) ?? null;
    if (current === null || (until !== undefined && current.matches(until))) return found;
    found.push(current);
  }
}

/** What the selector finds inside the scope, itself included. */
export function elementsOf(scope: ParentNode, selector: string): Element[] {
  const inside = [...scope.querySelectorAll(selector)];
  return isElement(scope) && scope.matches(selector) ? [scope, ...inside] : inside;
}

/** The attribute; addresses as absolute ones, of a `srcset` the largest, of a field what it holds now. */
export function attributeOf(opened: OpenDocument, element: Element, name: string): string[] {
  if (name === 'value' && isField(element)) return element.getAttribute('type') === 'password' ? [] : [element.value];
  const value = element.getAttribute(name);
  if (value === null) return [];
  if (name === 'href' || name === 'src') return [absoluteAddress(opened, value)];
  return name === 'srcset' ? largestOf(opened, value) : [value];
}

/** The address as an absolute one; empty when it is none. */
export function absoluteAddress(opened: OpenDocument, url: string): string {
  try {
    return new URL(url.trim(), opened.base).href;
  } catch {
    return '';
  }
}

/** The largest image of a `srcset`. */
export function largestOf(opened: OpenDocument, srcset: string): string[] {
  const found = [...srcset.matchAll(/\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)];
  const sorted = found.map(([, url = '', size = '1']) => ({ url, size: Number(size) })).sort((a, b) => b.size - a.size);
  return sorted[0] === undefined ? [] : [absoluteAddress(opened, sorted[0].url)];
}

/** The CSS property; the address in it when there is one. A fetched document has only what its elements say themselves. */
export function styleOf(opened: OpenDocument, element: Element, property: string): string[] {
  const view = opened.live ? element.ownerDocument.defaultView : null;
  const inline = 'style' in element ? (element as HTMLElement).style.getPropertyValue(property) : '';
  const value = inline || view?.getComputedStyle(element).getPropertyValue(property) || '';
  const url = /url\((["']?)(.*?)\1\)/.exec(value)?.[2];
  if (url !== undefined) return [absoluteAddress(opened, url)];
  return value === '' || value === 'none' ? [] : [value];
}

export const valueParts = [readSource, siblingsOf, elementsOf, attributeOf, absoluteAddress, largestOf, styleOf];
