import type { JsonValue } from './documents.ts';
import { InvalidRequestError } from './failures.ts';
import type { ColumnType, QueryParameter } from './warehouse.ts';

export type TypedParameter =
  | { readonly type: ColumnType; readonly value: JsonValue }
  | { readonly type: ColumnType; readonly values: readonly JsonValue[] };

/** The parameter with its type, given or said by its value. @throws InvalidRequestError when a list has several types. */
export function typeParameter(name: string, parameter: QueryParameter): TypedParameter {
  if (parameter === null) return { type: 'STRING', value: null };
  if (isList(parameter)) {
    const types = new Set(parameter.map((value) => typeOf(value)));
    if (types.size > 1 && !(types.size === 2 && types.has('INT64') && types.has('FLOAT64')))
      throw new InvalidRequestError(`parameter @${name}: a list holds texts only, numbers only or booleans only`);
    const [type = 'STRING'] = types.has('FLOAT64') ? ['FLOAT64' as const] : types;
    return { type, values: parameter };
  }
  return typeof parameter === 'object' ? parameter : { type: typeOf(parameter), value: parameter };
}

/** `Array.isArray` does not tell readonly lists from other objects. */
function isList(parameter: QueryParameter): parameter is readonly (boolean | number | string)[] {
  return Array.isArray(parameter);
}

function typeOf(value: boolean | number | string): ColumnType {
  if (typeof value === 'string') return 'STRING';
  if (typeof value === 'boolean') return 'BOOL';
  return Number.isSafeInteger(value) ? 'INT64' : 'FLOAT64';
}
