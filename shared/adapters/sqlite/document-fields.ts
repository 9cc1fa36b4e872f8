import { canonicalJson } from '../../ports/canonical-json.ts';
import { checkField } from '../../ports/document-query.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';

/** SQL of a field: `rank` is the place of its type in Firestore's order (NULL when missing), `value` orders within a type. */
export interface FieldSql {
  readonly rank: string;
  readonly value: string;
}

/** A value as `FieldSql` sees it. */
export interface RankedValue {
  readonly rank: number;
  readonly value: string | number;
}

/** The place of each type in Firestore's order. Lists and maps order by their JSON text. */
const ranks = { null: 0, boolean: 1, number: 2, string: 3, list: 4, map: 5 } as const;
export const nullRank = ranks.null;

/** @throws InvalidRequestError when the dotted path names no field. */
export function fieldSql(field: string): FieldSql {
  const parts = checkField(field);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: SQLite's paths have no way to write them
  if (parts.some((part) => /["\\\u0000-\u001f]/.test(part))) {
    throw new InvalidRequestError(`field path ${JSON.stringify(field)}: write names joined by "."`);
  }
  const path = sqlText(`$${parts.map((part) => `."${part}"`).join('')}`);
  return {
    rank:
      `CASE json_type(data, ${path}) WHEN 'null' THEN ${ranks.null} WHEN 'false' THEN ${ranks.boolean} ` +
      `WHEN 'true' THEN ${ranks.boolean} WHEN 'integer' THEN ${ranks.number} WHEN 'real' THEN ${ranks.number} ` +
      `WHEN 'text' THEN ${ranks.string} WHEN 'array' THEN ${ranks.list} WHEN 'object' THEN ${ranks.map} END`,
    // NULL would compare with nothing; the rank tells null from 0.
    value: `coalesce(json_extract(data, ${path}), 0)`,
  };
}

/** The value as the SQL of a field would give it. */
export function rankValue(value: JsonValue): RankedValue {
  if (value === null) return { rank: ranks.null, value: 0 };
  if (typeof value === 'boolean') return { rank: ranks.boolean, value: value ? 1 : 0 };
  if (typeof value === 'string') return { rank: ranks.string, value };
  const text = canonicalJson(value);
  if (typeof value === 'number') return { rank: ranks.number, value };
  return { rank: Array.isArray(value) ? ranks.list : ranks.map, value: text };
}

/** The value a dotted path leads to, or undefined. */
export function readField(data: JsonValue, field: string): JsonValue | undefined {
  let found: JsonValue | undefined = data;
  for (const part of field.split('.')) {
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return undefined;
    found = Object.entries(found).find(([key]) => key === part)?.[1];
  }
  return found;
}

/** The text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
