import type { FleetTable } from './catalogue-schema.ts';
import { type Fields, spread } from './fields.ts';
import { type JsonObject, valueAt, without } from './fleet-json.ts';
import { itemsOf, listsOf, toRecord } from './records.ts';

type Step = FleetTable['each'][number];

/**
 * Gives the fields of each row that a record makes: each list of the recipe opened in turn, an item's fields under the
 * step's prefix, beside those of the records around it, which are spread once for all their items.
 */
export function createExploder(table: FleetTable): (record: JsonObject, give: (fields: Fields) => void) => void {
  const wholes = new Set(
    Object.entries(table.columns).flatMap(([name, type]) => (type === 'JSON' ? [table.from[name] ?? name] : [])),
  );
  const steps = table.each.map((step) => ({ ...step, opened: listsOf(step) }));

  function open(
    record: JsonObject,
    depth: number,
    prefix: string,
    around: Fields,
    give: (fields: Fields) => void,
  ): void {
    const step = steps[depth];
    const fields: Fields = new Map(around);
    if (step === undefined) {
      spread(record, prefix, fields, { wholes, around });
      give(fields);
      return;
    }
    spread(holderOf(record, step), prefix, fields, { wholes, around });
    let isEmpty = true;
    for (const [word, path] of step.opened) {
      if (step.label !== undefined) fields.set(step.label, word);
      for (const item of itemsOf(valueAt(record, path))) {
        isEmpty = false;
        open(toRecord(item), depth + 1, step.prefix, fields, give);
      }
    }
    if (!isEmpty || !step.keepEmpty) return;
    if (step.label !== undefined) fields.delete(step.label);
    give(fields);
  }

  const nothing: Fields = new Map();
  return (record, give) => open(table.omit.reduce(without, record), 0, '', nothing, give);
}

/** What of a record its items' rows carry. */
function holderOf(
  record: JsonObject,
  { keep, omit, opened }: Step & { opened: ReturnType<typeof listsOf> },
): JsonObject {
  if (keep !== undefined) {
    return Object.fromEntries(
      keep.flatMap((name) => (Object.hasOwn(record, name) ? [[name, record[name] ?? null]] : [])),
    );
  }
  return [...opened.map(([, path]) => path), ...omit].reduce(without, record);
}
