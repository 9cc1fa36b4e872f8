/** Text that is HTML already: only `html` makes it. */
export class Html {
  readonly #text: string;
  constructor(parts: readonly string[], values: readonly HtmlValue[]) {
    this.#text = parts.map((part, i) => part + (i < values.length ? toText(values[i]) : '')).join('');
  }
  toString(): string {
    return this.#text;
  }
}

/** What may stand in `html`: text is escaped, nothing is left out, a list is joined. */
export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

/**
 * An HTML template: whatever stands in `${}` comes escaped, in text and in quoted attributes, unless it was made by `html` too.
 * Attributes are to be quoted; a script or a style is no place for a value.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts, values);
}

function toText(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(toText).join('');
  return String(value).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
