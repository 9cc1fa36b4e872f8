import { InvalidRequestError } from '../../ports/failures.ts';
import { readTokens, type Token } from '../../ports/google-tokens.ts';

/** Functions whose name means something else in DuckDB, by their macro or counterpart there. */
const renamed: Readonly<Record<string, string>> = {
  DATE_TRUNC: 'google_date_trunc',
  DATE_DIFF: 'google_date_diff',
  DATE_ADD: 'google_date_add',
  DATE_SUB: 'google_date_sub',
  TIMESTAMP_TRUNC: 'google_timestamp_trunc',
  TIMESTAMP: 'google_timestamp',
  JSON_VALUE: 'google_json_value',
  COUNTIF: 'google_countif',
  SAFE_CAST: 'TRY_CAST',
};
/** Functions that begin with a format, which DuckDB wants as a literal without shorthands. */
const beginsWithFormat = /^(FORMAT|PARSE)_(DATE|TIMESTAMP)$/;
const renamedTypes: Readonly<Record<string, string>> = { FLOAT64: 'DOUBLE', BYTES: 'BLOB' };
/** Functions that end with a date part, which DuckDB takes as a text. */
const endsWithPart = /^(DATE|TIMESTAMP)_(TRUNC|DIFF)$/;
const extractedParts: Readonly<Record<string, string>> = {
  DAYOFWEEK: 'google_day_of_week(',
  ISOWEEK: 'EXTRACT(WEEK FROM ',
  DATE: 'google_date(',
};

export interface TranslatedSql {
  readonly sql: string;
  /** The parameters it names, each once. */
  readonly parameters: readonly string[];
}

interface OpenBracket {
  readonly caller: string;
  readonly closing: string;
  readonly comma: string;
}

/** GoogleSQL (the subset this project writes) as DuckDB's SQL. @throws InvalidRequestError at what has no faithful counterpart. */
export function translateSql(googleSql: string): TranslatedSql {
  const tokens = readTokens(googleSql);
  const parameters = new Set<string>();
  const open: OpenBracket[] = [];
  const out: string[] = [];

  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const word = wordOf(token);
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const isCall = isSign(after, '(');
    const isMember = isSign(before, '.');

    if (token.kind === 'text') {
      const isFormat = isSign(before, '(') && beginsWithFormat.test(open.at(-1)?.caller ?? '');
      out.push(sqlText(isFormat ? spellFormat(token.text) : token.text));
    } else if (token.kind === 'name') out.push(token.text.split('.').map(quoteName).slice(-2).join('.'));
    else if (token.kind === 'parameter') {
      parameters.add(token.text);
      out.push(wordOf(before) === 'INTERVAL' ? `($${token.text})` : `$${token.text}`);
    } else if (isSign(token, '(')) {
      open.push({ caller: '', closing: ')', comma: ',' });
      out.push('(');
    } else if (isSign(token, ')')) {
      const closed = open.pop();
      out.push(closed?.closing ?? ')');
      if (closed?.caller === 'UNNEST' && wordOf(after) === 'AS') {
        // The alias names the element in GoogleSQL, the row in DuckDB unless the column is named too.
        const alias = tokens[at + 2]?.text ?? '';
        out.push('AS', quoteName(alias), `(${quoteName(alias)})`);
        at += 2;
      }
    } else if (isSign(token, ',')) out.push(open.at(-1)?.comma ?? ',');
    else if (isSign(token, ';')) {
      if (at !== tokens.length - 1) throw new InvalidRequestError('one statement at a time: there is more after ";"');
    } else if (word === '' || isMember) out.push(token.text);
    else if (word === 'IN' && wordOf(after) === 'UNNEST') {
      open.push({ caller: '', closing: '))', comma: ',' });
      out.push('IN (SELECT unnest(');
      at += 2;
    } else if (word === 'EXTRACT' && isCall) {
      const part = wordOf(tokens[at + 2]);
      if (part === 'WEEK') throw new InvalidRequestError('EXTRACT(WEEK ...) counts from Sunday: write ISOWEEK');
      open.push({ caller: '', closing: ')', comma: ',' });
      out.push(extractedParts[part] ?? `EXTRACT(${part} FROM `);
      at += 3;
    } else if (word === 'CONCAT' && isCall) {
      // DuckDB's own leaves out NULLs; GoogleSQL's is NULL as soon as a part is.
      open.push({ caller: '', closing: ')', comma: '||' });
      out.push('(');
      at += 1;
    } else if (word === 'EXCEPT' && isSign(before, '*') && isCall) out.push('EXCLUDE');
    else if (isCall && isTranslatedCall(word)) {
      open.push({ caller: word, closing: ')', comma: ',' });
      out.push(`${renamed[word] ?? word}(`);
      at += 1;
    } else if (endsWithPart.test(open.at(-1)?.caller ?? '') && isSign(before, ',')) {
      const { part, length } = readPart(tokens, at);
      out.push(part ?? token.text);
      at += length - 1;
    } else out.push(renamedTypes[word] ?? token.text);
  }
  return { sql: out.join(' '), parameters: [...parameters] };
}

/** `MONTH)` or `WEEK(MONDAY))` at that place as a text, if that is what stands there. */
function readPart(tokens: readonly Token[], at: number): { part?: string; length: number } {
  if (isSign(tokens[at + 1], ')')) return { part: sqlText(wordOf(tokens[at])), length: 1 };
  if (wordOf(tokens[at]) === 'WEEK' && isSign(tokens[at + 1], '(') && isSign(tokens[at + 4], ')')) {
    const day = wordOf(tokens[at + 2]);
    if (day !== 'MONDAY')
      throw new InvalidRequestError(`WEEK(${day}): only WEEK, WEEK(MONDAY) and ISOWEEK are translated`);
    return { part: sqlText('ISOWEEK'), length: 4 };
  }
  return { length: 1 };
}

function isTranslatedCall(word: string): boolean {
  return word === 'UNNEST' || endsWithPart.test(word) || beginsWithFormat.test(word) || renamed[word] !== undefined;
}

function spellFormat(format: string): string {
  return format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
}

function wordOf(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
