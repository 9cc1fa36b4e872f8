import type { FleetSource, FleetTable } from './catalogue-schema.ts';
import { isObject, type Json, type JsonObject, valueAt, without } from './fleet-json.ts';

type Step = FleetTable['each'][number];

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

/** The records that a table's rows are made of: each list of the recipe opened, in order. */
export function explode(record: JsonObject, table: FleetTable): readonly JsonObject[] {
  const whole = table.omit.reduce(without, record);
  return table.each.reduce<readonly JsonObject[]>(
    (records, step) => records.flatMap((holder) => openLists(holder, step)),
    [whole],
  );
}

/** How many records `explode` makes of it, most often without making them. */
export function countExploded(record: JsonObject, table: FleetTable): number {
  const [step, ...others] = table.each;
  if (step === undefined) return 1;
  if (others.length > 0) return explode(record, table).length;
  const paths = step.lists === undefined ? [step.list ?? ''] : Object.values(step.lists);
  const count = paths.reduce((sum, path) => sum + itemsOf(valueAt(record, path)).length, 0);
  return count === 0 && step.keepEmpty ? 1 : count;
}

function openLists(record: JsonObject, step: Step): readonly JsonObject[] {
  const lists = step.lists ?? (step.list === undefined ? {} : { '': step.list });
  const paths = Object.values(lists);
  const omitted = [...paths, ...step.omit].reduce(without, record);
  const holder =
    step.keep === undefined
      ? omitted
      : Object.fromEntries(Object.entries(omitted).filter(([name]) => step.keep?.includes(name)));
  const opened = Object.entries(lists).flatMap(([word, path]) =>
    itemsOf(valueAt(record, path)).map((item) => merge(holder, toRecord(item), step, word)),
  );
  return opened.length === 0 && step.keepEmpty ? [holder] : opened;
}

function merge(holder: JsonObject, item: JsonObject, { prefix, label }: Step, word: string): JsonObject {
  const held = label === undefined ? holder : { ...holder, [label]: word };
  if (prefix === '') return unite(held, item);
  return unite(held, Object.fromEntries(Object.entries(item).map(([name, value]) => [`${prefix}${name}`, value])));
}

/** Both objects' fields: those that say the same once, objects united, and where they differ the second's under another name. */
function unite(first: JsonObject, second: JsonObject): JsonObject {
  if (!Object.keys(second).some((name) => Object.hasOwn(first, name))) return { ...first, ...second };
  const united = new Map(Object.entries(first));
  for (const [name, value] of Object.entries(second)) {
    const held = united.get(name);
    if (isObject(held) && isObject(value)) united.set(name, unite(held, value));
    else if (held === undefined || JSON.stringify(held) === JSON.stringify(value)) united.set(name, value);
    else united.set(freeName(united, name), value);
  }
  return Object.fromEntries(united);
}

function freeName(taken: ReadonlyMap<string, Json>, name: string): string {
  return taken.has(name) ? freeName(taken, `${name}_`) : name;
}

function itemsOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Items that are no objects are kept under `value`. */
function toRecord(item: Json): JsonObject {
  return isObject(item) ? item : { value: item };
}
