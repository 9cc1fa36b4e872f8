import { reserve } from './byte-block.ts';

const special = /[&<>"\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}|_x[0-9A-Fa-f]{4}_/u;
const each = /[&<>"\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What stands for itself in XML is neither one of these nor `_x`: at those, `xmlText` looks closer. */
export const xmlReserved = reserve(
  [
    ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 0x09 && code !== 0x0a),
    ...[...'&<>"\u007f'].map((character) => character.charCodeAt(0)),
  ],
  ['_'.charCodeAt(0)],
);

/**
 * A text inside XML. What XML cannot hold is written as Office does, `_x0000_`; a text that looks like that keeps its
 * looks. Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
 */
export function xmlText(text: string): string {
  return special.test(text) ? text.replace(each, escapeOne) : text;
}

function escapeOne(found: string): string {
  return entities[found] ?? `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
