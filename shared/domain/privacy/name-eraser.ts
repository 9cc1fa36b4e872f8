/** What stands where somebody's name stood. ASCII, so that it is the same in every encoding. */
export const erasedWord = 'efface';

/** What may stand between the words of a name: blanks, the cells of a CSV, the fields of a JSON. */
const between = String.raw`(?:"\s*,\s*"[^"]{1,40}"\s*:\s*"|[\s";,|]{1,6})`;

const separator = new RegExp(`(${between})`);

export interface NameEraser {
  /** The words by which to look for rows: the longest of each name, in small letters. */
  readonly words: readonly string[];
  /** The text without the names, and how often one stood there. */
  erase(text: string): { readonly text: string; readonly count: number };
  /** The same for bytes read as latin1: names in UTF-8, windows-1252 and JSON's escapes. */
  eraseBytes(latin1: string): { readonly text: string; readonly count: number };
  /** True when these cells, taken as wholes, hold all the words of a name: first and last name apart. */
  isInCells(cells: readonly string[]): boolean;
  /** Whether the text is one of the names' words, taken as a whole. */
  isWord(cell: string): boolean;
}

/**
 * Takes names out of texts: whole words, small or capital letters, the words in their order or the other way round, so that
 * « Ana Prado » is found in `PRADO Ana` and `prado;ana`, and not in « Mariana Pradoux ».
 * @throws RangeError on what would take away more than one person: fewer than five letters, or a single word without digits.
 */
export function createNameEraser(names: readonly string[]): NameEraser {
  const split = names.map((name) => wordsOf(name));
  const inText = alternatives(split, (word) => escapePattern(word));
  const textPattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${inText})(?![\p{L}\p{N}])`, 'giu');
  const inBytes = alternatives(split, (word) =>
    encodings(word)
      .map((one) => escapePattern(one))
      .join('|'),
  );
  const bytesPattern = new RegExp(
    String.raw`(?<![0-9A-Za-z\u0080-\u00ff])(?:${inBytes})(?![0-9A-Za-z\u0080-\u00ff])`,
    'gi',
  );
  const lower = split.map((words) => words.map((word) => word.toLowerCase()));

  return {
    words: lower.map((words) => words.toSorted((a, b) => b.length - a.length)[0] ?? ''),
    erase: (text) => replaceAll(text.normalize('NFC'), textPattern, text),
    eraseBytes: (text) => replaceAll(text, bytesPattern, text),
    isInCells(cells) {
      const whole = new Set(cells.map((cell) => cell.normalize('NFC').trim().toLowerCase()));
      return lower.some((words) => words.length > 1 && words.every((word) => whole.has(word)));
    },
    isWord: (cell) => lower.some((words) => words.includes(cell.normalize('NFC').trim().toLowerCase())),
  };
}

function wordsOf(name: string): string[] {
  const words = name.normalize('NFC').trim().split(/\s+/);
  const letters = words.join('').replace(/[^\p{L}\p{N}]/gu, '').length;
  if (letters < 5 || (words.length === 1 && !/[\d@]/.test(name))) {
    throw new RangeError(
      `« ${name} » effacerait d’autres personnes aussi : donnez le nom entier (prénom et nom), un numéro ou une adresse`,
    );
  }
  return words;
}

function alternatives(names: readonly (readonly string[])[], write: (word: string) => string): string {
  const orders = names.flatMap((words) => (words.length === 1 ? [words] : [words, words.toReversed()]));
  return orders.map((words) => words.map((word) => `(?:${write(word)})`).join(between)).join('|');
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Letters beyond ASCII know no small and capital form as bytes: each usual form is looked for. */
function encodings(word: string): string[] {
  const forms = [
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase(),
  ];
  const bytes = (text: string) =>
    Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  const escaped = (text: string) =>
    text.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set(forms.flatMap((form) => [form, bytes(form), bytes(form.normalize('NFD')), escaped(form)]))];
}

function replaceAll(text: string, pattern: RegExp, original: string): { text: string; count: number } {
  let count = 0;
  const replaced = text.replace(pattern, (found) => {
    count += 1;
    // What stands between the words stays: a CSV keeps its cells, a JSON its fields.
    const parts = found.split(separator);
    const isOneCell = parts.every((part, at) => at % 2 === 0 || /^\s+$/.test(part));
    return isOneCell ? erasedWord : parts.map((part, at) => (at % 2 === 0 ? erasedWord : part)).join('');
  });
  return { text: count === 0 ? original : replaced, count };
}
