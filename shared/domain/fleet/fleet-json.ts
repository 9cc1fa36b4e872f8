/** JSON as it is read: integers beyond 2^53 are texts of their digits, so that none is rounded. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** "No end yet", in the API's 64-bit integers. */
const sentinel = '9223372036854775807';
/** Integers of fewer digits are all exact. */
const manyDigits = /\d{16}/;

/**
 * Reads an answer of the fleet API: 64-bit integers stay exact, the sentinel 2^63-1 is null.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseFleetJson(text: string): Json {
  const body: Json = JSON.parse(text);
  // The reviver costs several times the parsing, and the looking as much as it: only where a number may need it.
  return manyDigits.test(text) && holdsInexact(body) ? JSON.parse(text, keepExact) : body;
}

function holdsInexact(value: Json | undefined): boolean {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsInexact);
  if (isObject(value)) for (const key in value) if (holdsInexact(value[key])) return true;
  return false;
}

function keepExact(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  if (source === sentinel) return null;
  const isExact = Number.isSafeInteger(value) || (Number.isFinite(value) && !/^-?\d+$/.test(source));
  return isExact ? value : source;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a dotted path, or undefined. */
export function valueAt(record: Json, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const step of path === '' ? [] : path.split('.')) {
    value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The object without what is at the dotted path, nor an object that becomes empty by it; the same when nothing is there. */
export function without(record: JsonObject, path: string): JsonObject {
  const [step = '', ...rest] = path.split('.');
  if (!Object.hasOwn(record, step)) return record;
  const { [step]: inner, ...others } = record;
  if (rest.length === 0) return others;
  if (!isObject(inner)) return record;
  const left = without(inner, rest.join('.'));
  return Object.keys(left).length === 0 ? others : { ...others, [step]: left };
}
