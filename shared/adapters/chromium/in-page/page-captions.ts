import type { OpenDocument } from './open-document.ts';
import { isElement, rawText, textOf } from './page-text.ts';

/** The texts beside the captions that say exactly this, but for spaces and a colon at the end. */
export function captioned(opened: OpenDocument, scope: ParentNode, caption: string): string[] {
  const wanted = plainCaption(caption);
  const all = [...scope.querySelectorAll('*')].filter(
    (element) => !opened.silent.has(element.nodeName) && plainCaption(element.textContent ?? '') === wanted,
  );
  const deepest = all.filter((element) => !all.some((other) => other !== element && element.contains(other)));
  return deepest.flatMap((element) => besideCaption(opened, element));
}

function plainCaption(text: string): string {
  return text
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .replace(/ ?:$/, '');
}

function besideCaption(opened: OpenDocument, caption: Element): string[] {
  const { root } = opened;
  const target = caption.closest('label')?.getAttribute('for');
  const field = target ? root.querySelector(`#${CSS.escape(target)}`) : null;
  if (field !== null) return [textOf(opened, field)];
  for (
    let element: Element | null = caption;
    element !== null && element !== root.body;
    element = element.parentElement
  ) {
    if (/^(TH|TD|DT)$/.test(element.nodeName)) {
      return element.nextElementSibling === null ? [] : [textOf(opened, element.nextElementSibling)];
    }
    const text = textAfter(opened, element);
    if (text !== undefined) return [text];
    const parentText = plainCaption(element.parentElement?.textContent ?? '');
    if (parentText !== plainCaption(caption.textContent ?? '')) return [];
  }
  return [];
}

/** What stands after the element, up to the next one of its kind or the end of a block; undefined when nothing does. */
function textAfter(opened: OpenDocument, element: Element): string | undefined {
  let text = '';
  let seen = false;
  for (let next = element.nextSibling; next !== null; next = next.nextSibling) {
    const isBlock = isElement(next) && opened.blocks.has(next.nodeName);
    if (seen && isElement(next) && next.nodeName === element.nodeName && !isBlock) break;
    text += rawText(opened, next);
    if (text.trim() !== '') seen = true;
    if (isBlock) break;
  }
  return seen ? text.replace(/^[\s]+|[\s]+$/g, '') : undefined;
}

export const captionParts = [captioned, plainCaption, besideCaption, textAfter];
