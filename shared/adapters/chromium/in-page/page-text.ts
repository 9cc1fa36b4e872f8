import type { OpenDocument } from './open-document.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The text as people see it: one line per block, runs of spaces as one, no-break spaces kept. */
export function textOf(opened: OpenDocument, node: Node): string {
  return rawText(opened, node)
    .replace(/ *\n[ \n]*/g, '\n')
    .replace(/^\n|\n$/g, '');
}

/** The same, with the line breaks of every block. */
export function rawText(opened: OpenDocument, node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.parentElement?.closest('pre')) return node.nodeValue ?? '';
    return (node.nodeValue ?? '').replace(/[ \t]*[\r\n\f][ \t\r\n\f]*|[ \t]{2,}/g, ' ');
  }
  if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_NODE) return '';
  if (opened.silent.has(node.nodeName)) return '';
  if (node.nodeName === 'BR') return '\n';
  if (isField(node)) return fieldText(node);
  const inside = [...node.childNodes].map((child) => rawText(opened, child)).join('');
  if (opened.blocks.has(node.nodeName)) return `\n${inside}\n`;
  return node.nodeName === 'TD' || node.nodeName === 'TH' ? `${inside} ` : inside;
}

/** Whether people fill it in. */
export function isField(node: Node): node is Field {
  return node.nodeName === 'INPUT' || node.nodeName === 'TEXTAREA' || node.nodeName === 'SELECT';
}

function fieldText(field: Field): string {
  if (field.nodeName === 'SELECT') return (field as HTMLSelectElement).selectedOptions[0]?.label ?? '';
  return field.getAttribute('type') === 'password' ? '' : field.value;
}

/** Whether it is an element, in the page or in a document that was fetched. */
export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

export const textParts = [textOf, rawText, isField, fieldText, isElement];
