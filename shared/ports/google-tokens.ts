import { InvalidRequestError } from './failures.ts';

export interface Token {
  readonly kind: 'word' | 'text' | 'name' | 'parameter' | 'number' | 'sign';
  /** A word as written; the content of a text or of a backquoted name; a parameter's name. */
  readonly text: string;
}

const skipped = /(?:\s+|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /(r?)('''|""")((?:\\[\s\S]|(?!\2)[\s\S])*)\2/iy],
  ['text', /(r?)(['"])((?:\\[\s\S]|(?!\2)[^\\\n])*)\2/iy],
  ['name', /()()`([^`]*)`/y],
  ['parameter', /()()@([a-z_]\w*)/iy],
  ['word', /()()([\p{L}_][\p{L}\p{N}_]*)/uy],
  ['number', /()()((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy],
  ['sign', /()()(<=|>=|<>|!=|\|\||[-+*/%(),.<>=[\]:;|&^~{}])/y],
];

/** GoogleSQL cut into tokens, comments and blanks left out. @throws InvalidRequestError at what is not GoogleSQL. */
export function readTokens(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skip(sql, 0); at < sql.length; at = skip(sql, at)) {
    const found = matchAt(sql, at);
    if (found === undefined)
      throw new InvalidRequestError(`cannot read this SQL from ${JSON.stringify(sql.slice(at, at + 40))}`);
    tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function skip(sql: string, at: number): number {
  skipped.lastIndex = at;
  return skipped.test(sql) ? skipped.lastIndex : at;
}

function matchAt(sql: string, at: number): { token: Token; end: number } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(sql);
    if (match === null) continue;
    const content = match[3] ?? '';
    const text = kind === 'text' && match[1] === '' ? unescapeText(content) : content;
    return { token: { kind, text }, end: pattern.lastIndex };
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Source: https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#escape_sequences */
function unescapeText(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (_, unicode, hex, single) => {
    if (single === undefined) return String.fromCharCode(Number.parseInt(unicode ?? hex, 16));
    return escapes[single] ?? single;
  });
}
