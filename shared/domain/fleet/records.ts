import type { FleetSource, FleetTable } from './catalogue-schema.ts';
import { isObject, type Json, type JsonObject, valueAt } from './fleet-json.ts';

/** An answer without the place of its records: not to be taken for an empty one. */
export class UnexpectedAnswerError extends Error {
  override name = 'UnexpectedAnswerError';
}

/**
 * The records of an answer's body. A place that is there and empty (or null) has none.
 * @throws UnexpectedAnswerError when the body has no such place at all.
 */
export function recordsOf(source: FleetSource, body: Json): readonly JsonObject[] {
  const [place = ''] = source.records.split('.');
  if (!isObject(body) || (place !== '' && !Object.hasOwn(body, place))) {
    throw new UnexpectedAnswerError(`an answer of ${source.endpoint} has no "${place}"`);
  }
  return itemsOf(valueAt(body, source.records)).map(toRecord);
}

/** What a list's place holds: an object, or anything else that is no list, is a list of one. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Items that are no objects are kept under `value`. */
export function toRecord(item: Json): JsonObject {
  return isObject(item) ? item : { value: item };
}

/** How many rows an answer has for the first table of a source at most: nothing is left to another window yet. */
export function countRows(source: FleetSource, body: Json): number {
  const [table] = source.tables;
  if (table === undefined) return 0;
  return recordsOf(source, body).reduce((sum, record) => sum + countOpened(record, table.each), 0);
}

/** How many rows the steps make of a record, without making them. */
export function countOpened(record: JsonObject, [step, ...inner]: FleetTable['each']): number {
  if (step === undefined) return 1;
  const items = listsOf(step).flatMap(([, path]) => itemsOf(valueAt(record, path)));
  if (items.length === 0) return step.keepEmpty ? 1 : 0;
  return inner.length === 0
    ? items.length
    : items.reduce<number>((sum, item) => sum + countOpened(toRecord(item), inner), 0);
}

/** The lists that a step opens, by the word of their label. */
export function listsOf({ list, lists }: FleetTable['each'][number]): readonly (readonly [string, string])[] {
  return list === undefined ? Object.entries(lists ?? {}) : [['', list]];
}
