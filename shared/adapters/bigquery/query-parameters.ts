import { parseDayNumber, parseInt64, parseMicroseconds } from '../../domain/warehouse/column-values.ts';
import type { JsonValue } from '../../ports/documents.ts';
import { InvalidRequestError } from '../../ports/failures.ts';
import { typeParameter } from '../../ports/typed-parameter.ts';
import type { ColumnType, QueryParameter, QueryParameters } from '../../ports/warehouse.ts';

/** The form of the REST API, which takes every value as a text. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/QueryParameter */
interface RestParameter {
  readonly name: string;
  readonly parameterType: { readonly type: string; readonly arrayType?: { readonly type: string } };
  readonly parameterValue: {
    readonly value?: string | null;
    readonly arrayValues?: readonly { readonly value: string | null }[];
  };
}

const toText: Readonly<Record<ColumnType, (value: JsonValue) => string | undefined>> = {
  STRING: (value) => (typeof value === 'string' ? value : undefined),
  INT64: (value) => parseInt64(value)?.toString(),
  FLOAT64: (value) => (typeof value === 'number' ? String(value) : undefined),
  BOOL: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  DATE: (value) => (parseDayNumber(value) === undefined ? undefined : String(value)),
  TIMESTAMP: (value) => (parseMicroseconds(value) === undefined ? undefined : String(value)),
  JSON: (value) => JSON.stringify(value),
};

/** @throws InvalidRequestError for a value that is not of its type. */
export function toRestParameters(parameters: QueryParameters): RestParameter[] {
  return Object.entries(parameters).map(([name, parameter]) => toRestParameter(name, parameter));
}

function toRestParameter(name: string, parameter: QueryParameter): RestParameter {
  const typed = typeParameter(name, parameter);
  const { type } = typed;
  const convert = (value: JsonValue) => {
    const text = toText[type](value);
    if (text !== undefined) return text;
    throw new InvalidRequestError(`parameter @${name}: ${JSON.stringify(value).slice(0, 200)} is not a ${type}`);
  };
  if ('values' in typed) {
    const arrayValues = typed.values.map((value) => ({ value: convert(value) }));
    return { name, parameterType: { type: 'ARRAY', arrayType: { type } }, parameterValue: { arrayValues } };
  }
  const value = typed.value === null ? null : convert(typed.value);
  return { name, parameterType: { type }, parameterValue: { value } };
}
