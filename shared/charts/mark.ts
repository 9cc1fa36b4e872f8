/** An SVG element as data: written as text on a server, made an element in a page; text is text in both. */
export interface Mark {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Mark | string)[];
}

/** Numbers are rounded to a hundredth, which nobody sees and which is the same everywhere. */
export function mark(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: readonly (Mark | string | undefined)[]
): Mark {
  const kept = Object.entries(attributes).flatMap(([name, value]): [string, string | number][] => {
    if (value === undefined) return [];
    return [[name, typeof value === 'number' ? Math.round(value * 100) / 100 : value]];
  });
  return {
    tag,
    attributes: Object.fromEntries(kept),
    children: children.filter((child) => child !== undefined).filter((child) => child !== ''),
  };
}

/** SVG text; the root gets its namespace, so that it is a file of its own. */
export function toSvgText(root: Mark): string {
  return `${write({ ...root, attributes: { xmlns: 'http://www.w3.org/2000/svg', ...root.attributes } })}\n`;
}

function write({ tag, attributes, children }: Mark): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : write(child))).join('');
  return inside === '' ? `<${tag}${written.join('')}/>` : `<${tag}${written.join('')}>${inside}</${tag}>`;
}

// What XML 1.0 cannot hold at all, escaped or not: control characters but those of blanks, and two that are none.
const unwritable = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;

function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
