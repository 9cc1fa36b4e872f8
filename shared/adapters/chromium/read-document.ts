import type { DocumentReading, Reading } from './document-reading.ts';

/**
 * Runs inside the page, sent there as text: it may use nothing from outside. Reads everything that was asked in one go,
 * from the page or from a document that was fetched.
 */
export async function readDocument(reading: Reading): Promise<DocumentReading> {
  const { html } = reading;
  const root = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
  const live = html === undefined;
  const address = reading.address ?? location.href;
  const baseHref = root.querySelector('base[href]')?.getAttribute('href') ?? '';
  const base = live ? document.baseURI : new URL(baseHref, address).href;

  type Query = NonNullable<Reading['sources']>[number];
  const blocks = new Set(
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER LI MAIN NAV OL P PRE SECTION TABLE TBODY TR UL'.split(
      ' ',
    ),
  );
  const silent = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'HEAD']);

  /** The text as people see it: one line per block, runs of spaces as one, no-break spaces kept. */
  function textOf(node: Node): string {
    return rawText(node)
      .replace(/ *\n[ \n]*/g, '\n')
      .replace(/^\n|\n$/g, '');
  }

  function rawText(node: Node): string {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest('pre')) return node.nodeValue ?? '';
      return (node.nodeValue ?? '').replace(/[ \t]*[\r\n\f][ \t\r\n\f]*|[ \t]{2,}/g, ' ');
    }
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_NODE) return '';
    if (silent.has(node.nodeName)) return '';
    if (node.nodeName === 'BR') return '\n';
    if (isField(node)) return fieldText(node);
    const inside = [...node.childNodes].map(rawText).join('');
    if (blocks.has(node.nodeName)) return `\n${inside}\n`;
    return node.nodeName === 'TD' || node.nodeName === 'TH' ? `${inside} ` : inside;
  }

  function isField(node: Node): node is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
    return node.nodeName === 'INPUT' || node.nodeName === 'TEXTAREA' || node.nodeName === 'SELECT';
  }

  function fieldText(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): string {
    if (field.nodeName === 'SELECT') return (field as HTMLSelectElement).selectedOptions[0]?.label ?? '';
    return field.getAttribute('type') === 'password' ? '' : field.value;
  }

  function isElement(node: Node): node is Element {
    return node.nodeType === Node.ELEMENT_NODE;
  }

  function absolute(url: string): string {
    try {
      return new URL(url.trim(), base).href;
    } catch {
      return '';
    }
  }

  function attributeOf(element: Element, name: string): string[] {
    if (name === 'value' && isField(element)) return element.getAttribute('type') === 'password' ? [] : [element.value];
    const value = element.getAttribute(name);
    if (value === null) return [];
    if (name === 'href' || name === 'src') return [absolute(value)];
    return name === 'srcset' ? largest(value) : [value];
  }

  function largest(srcset: string): string[] {
    const found = [...srcset.matchAll(/\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)];
    const sorted = found
      .map(([, url = '', size = '1']) => ({ url, size: Number(size) }))
      .sort((a, b) => b.size - a.size);
    return sorted[0] === undefined ? [] : [absolute(sorted[0].url)];
  }

  function styleOf(element: Element, property: string): string[] {
    const view = live ? element.ownerDocument.defaultView : null;
    const inline = 'style' in element ? (element as HTMLElement).style.getPropertyValue(property) : '';
    const value = inline || view?.getComputedStyle(element).getPropertyValue(property) || '';
    const url = /url\((["']?)(.*?)\1\)/.exec(value)?.[2];
    if (url !== undefined) return [absolute(url)];
    return value === '' || value === 'none' ? [] : [value];
  }

  const plainCaption = (text: string) =>
    text
      .replace(/[\s\u00a0\u202f]+/g, ' ')
      .trim()
      .replace(/ ?:$/, '');

  function captioned(scope: ParentNode, caption: string): string[] {
    const wanted = plainCaption(caption);
    const all = [...scope.querySelectorAll('*')].filter(
      (element) => !silent.has(element.nodeName) && plainCaption(element.textContent ?? '') === wanted,
    );
    const deepest = all.filter((element) => !all.some((other) => other !== element && element.contains(other)));
    return deepest.flatMap(besideCaption);
  }

  function besideCaption(caption: Element): string[] {
    const target = caption.closest('label')?.getAttribute('for');
    const field = target ? root.querySelector(`#${CSS.escape(target)}`) : null;
    if (field !== null) return [textOf(field)];
    for (
      let element: Element | null = caption;
      element !== null && element !== root.body;
      element = element.parentElement
    ) {
      if (/^(TH|TD|DT)$/.test(element.nodeName)) {
        return element.nextElementSibling === null ? [] : [textOf(element.nextElementSibling)];
      }
      let text = '';
      let seen = false;
      for (let next = element.nextSibling; next !== null; next = next.nextSibling) {
        if (seen && isElement(next) && next.nodeName === element.nodeName && blocks.has(next.nodeName) === false) break;
        text += rawText(next);
        if (text.trim() !== '') seen = true;
        if (isElement(next) && blocks.has(next.nodeName)) break;
      }
      if (seen) return [text.replace(/^[\s]+|[\s]+$/g, '')];
      const parentText = plainCaption(element.parentElement?.textContent ?? '');
      if (parentText !== plainCaption(caption.textContent ?? '')) return [];
    }
    return [];
  }

  function read(scope: ParentNode, query: Query): string[] {
    const elements = query.selector === undefined ? [scope] : elementsOf(scope, query.selector);
    return elements.flatMap((element) => {
      if (query.caption !== undefined) return captioned(element, query.caption);
      if (query.attribute !== undefined) return element instanceof Element ? attributeOf(element, query.attribute) : [];
      if (query.style !== undefined) return element instanceof Element ? styleOf(element, query.style) : [];
      return [textOf(element)];
    });
  }

  function elementsOf(scope: ParentNode, selector: string): Element[] {
    const inside = [...scope.querySelectorAll(selector)];
    return isElement(scope) && scope.matches(selector) ? [scope, ...inside] : inside;
  }

  type Condition = NonNullable<Reading['markers']>[number][number];

  function holds(condition: Condition): string | null {
    if (condition.url !== undefined && !new RegExp(condition.url, 'u').test(address)) return null;
    const scopes =
      condition.selector === undefined ? [root.body ?? root] : [...root.querySelectorAll(condition.selector)];
    for (const scope of scopes) {
      const text = textOf(scope);
      if (condition.text !== undefined && !text.includes(condition.text)) continue;
      if (condition.matches !== undefined && !new RegExp(condition.matches, 'u').test(text)) continue;
      return condition.selector === undefined ? '' : text.slice(0, 200);
    }
    return null;
  }

  const lazyAttributes = ['data-original', 'data-full', 'data-src', 'data-lazy', 'data-lazy-src'];

  function usualAddress(element: Element): string[] {
    const link = elementsOf(element, 'a[href]')
      .map((found) => found.getAttribute('href') ?? '')
      .find((href) => href !== '' && !/^(#|javascript:)/i.test(href));
    if (link !== undefined) return [absolute(link)];
    const image = elementsOf(element, 'img')[0];
    if (image === undefined) return styleOf(element, 'background-image');
    const sets = ['srcset', 'data-srcset'].map((name) => image.getAttribute(name)).filter((set) => set !== null);
    const lazy = lazyAttributes.map((name) => image.getAttribute(name)).filter((value) => value !== null);
    return [...sets.flatMap(largest), ...lazy.map(absolute), ...attributeOf(image, 'src')];
  }

  async function inlined(url: string): Promise<string> {
    if (!live || !url.startsWith('blob:')) return url;
    const blob = await (await fetch(url)).blob();
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  const photoElements = (reading.photos ?? []).flatMap((query, index) =>
    [...root.querySelectorAll(query.each)].map((element) => ({ element, query, index })),
  );
  photoElements.sort((left, right) => {
    const position = left.element.compareDocumentPosition(right.element);
    return position & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : position & Node.DOCUMENT_POSITION_PRECEDING ? 1 : 0;
  });
  const photos = await Promise.all(
    photoElements.map(async ({ element, query, index }) => {
      const own = query.address.flatMap((source) => read(element, source));
      const found = (query.address.length > 0 ? own : usualAddress(element)).find((url) => url !== '');
      return {
        query: index,
        address: found === undefined ? null : await inlined(found.startsWith('data:') ? found : absolute(found)),
        names: query.names.map((source) => read(element, source)),
        type: query.type.flatMap((source) => read(element, source)),
        rules: query.rules.map(
          (rule) => rule !== null && (element.closest(rule) !== null || element.querySelector(rule) !== null),
        ),
      };
    }),
  );

  const { rows } = reading;
  return {
    address,
    title: root.title,
    markers: (reading.markers ?? []).map((conditions) => {
      for (const condition of conditions) {
        const text = holds(condition);
        if (text !== null) return text;
      }
      return null;
    }),
    sources: (reading.sources ?? []).map((source) => read(root.body ?? root, source)),
    rows:
      rows === undefined
        ? []
        : [...root.querySelectorAll(rows.selector)].map((row) => rows.sources.map((source) => read(row, source))),
    photos,
  };
}
